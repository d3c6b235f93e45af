"""Reads what a pharmacist decided about names and classes. Only the look over the knowledge needs it, no check does."""

from pathlib import Path

from dispensary.adapters.knowledge.sheets import Faulty, Line, read_sheet, text_of
from dispensary.adapters.knowledge.table import listed
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.assets import AssetMissing, resource
from dispensary.domain.clinical.lint_names import ClassGroup, Review
from dispensary.domain.clinical.substances import normal
from dispensary.wording.knowledge import unusable_words

ELSEWHERE, GROUPS = "names_elsewhere.csv", "substance_sets_groups.csv"


def read_review(folder: Path | None = None, local: Path | None = None) -> Review:
    """local: the pharmacy's own folder, which may name more that is elsewhere. Raises KnowledgeUnavailable."""
    try:
        given = folder if folder is not None else resource("knowledge")
        elsewhere = _lines(given, ELSEWHERE)
        if local is not None and (local / ELSEWHERE).is_file():
            elsewhere = (*elsewhere, *_lines(local, ELSEWHERE, own=True))
        return Review(
            frozenset(normal(line.record["name"]) for line in elsewhere),
            tuple(_group(line) for line in _lines(given, GROUPS)),
        )
    except AssetMissing as missing:
        raise KnowledgeUnavailable(str(missing)) from missing
    except OSError as wrong:
        raise KnowledgeUnavailable(f"The clinical knowledge cannot be read: {wrong}.") from wrong
    except KeyError as wrong:
        faults = (f"{ELSEWHERE} or {GROUPS}: there is no column called {wrong.args[0]}",)
        raise KnowledgeUnavailable(unusable_words(faults), faults) from wrong
    except Faulty as faulty:
        raise KnowledgeUnavailable(unusable_words(faulty.faults), faulty.faults) from faulty


def _lines(folder: Path, name: str, *, own: bool = False) -> tuple[Line, ...]:
    shown = f"this pharmacy's {name}" if own else name
    return read_sheet(text_of(folder / name, shown), shown, notes=own).lines


def _group(line: Line) -> ClassGroup:
    leaves_out = frozenset(normal(each) for each in listed(line.record["leaves_out"], ";"))
    return ClassGroup(line.record["set"], listed(line.record["groups"]), leaves_out)
