"""All that patients read, gathered to be looked over: leaflet texts, label warnings, the fridge list."""

from collections.abc import Callable
from pathlib import Path

from dispensary.adapters.knowledge.leaflet_texts import read_leaflet_texts
from dispensary.adapters.knowledge.readability import reading_grade
from dispensary.adapters.knowledge.sheets import Faulty, read_sheet, text_of
from dispensary.adapters.knowledge.warnings import WarningsUnreadable, load_feed, load_storage, load_warnings
from dispensary.application.ports.patient_texts import PatientTexts
from dispensary.assets import AssetMissing, resource
from dispensary.domain.labels.warnings import WarningRule
from dispensary.domain.leaflets.lint import MostDispensed

MOST_DISPENSED = "most_dispensed.csv"


def gather_patient_texts(
    *, leaflets: Path | None = None, knowledge: Path | None = None, own_warnings: Path | None = None
) -> PatientTexts:
    """leaflets, knowledge: other folders than those that ship. own_warnings: the pharmacy's licensed warnings.

    What cannot be read is a fault, never left out without a word; the rest is gathered all the same.
    """
    faults: list[str] = []

    def of(name: str) -> Path:
        return resource("knowledge", name) if knowledge is None else knowledge / name

    def ours(read: Callable[[], tuple[WarningRule, ...]]) -> tuple[WarningRule, ...]:
        try:
            return read()
        except (WarningsUnreadable, AssetMissing) as problem:
            faults.append(str(problem))
            return ()

    texts, wrong = read_leaflet_texts(leaflets)
    faults += wrong
    warnings = ours(lambda: load_warnings(of("warnings.csv")).rules)
    fridge = ours(lambda: load_storage(of("storage.csv")).rules.rules)
    licensed = ours(lambda: _licensed(own_warnings))
    return PatientTexts(texts, warnings, fridge, licensed, _most(of, faults), tuple(faults), reading_grade())


def _licensed(folder: Path | None) -> tuple[WarningRule, ...]:
    feed = load_feed(folder) if folder is not None else None
    return feed.library.rules if feed is not None else ()


def _most(of: Callable[[str], Path], faults: list[str]) -> tuple[MostDispensed, ...]:
    try:
        lines = read_sheet(text_of(of(MOST_DISPENSED), MOST_DISPENSED), MOST_DISPENSED).lines
        faults += [] if lines else [f"{MOST_DISPENSED}: the table is empty"]
        return tuple(MostDispensed(line.record["medicine"], line.record["product"]) for line in lines)
    except (AssetMissing, OSError) as problem:
        faults.append(f"{MOST_DISPENSED} cannot be read: {problem}")
    except KeyError as missing:
        faults.append(f"{MOST_DISPENSED}: there is no column called {missing.args[0]}")
    except Faulty as faulty:
        faults += faulty.faults
    return ()
