"""`dispensary ...`: which command was asked for, and with what exit code it ends.

A command that needs no store loads its own module when it runs, so that the others do not pay for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.application.ports.documents import LabelUnreadable
from dispensary.application.ports.eps import EpsUnavailable
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.application.ports.printer import PrinterUnavailable
from dispensary.application.ports.store import ChangedElsewhere, StoreUnavailable
from dispensary.assets import AssetMissing
from dispensary.cli import bench, dictionary, knowledge, upkeep
from dispensary.cli.acting import opened_store, with_store
from dispensary.cli.given import (
    DONE,
    REFUSED,
    UNAVAILABLE,
    USAGE,
    BadUsage,
    Given,
    NoDisplay,
    each_line,
    say,
    taken,
    write,
)
from dispensary.cli.secrets import unlock_of
from dispensary.cli.services import DemoWish, Services, SimulatorWish
from dispensary.domain.refusals import Refusal
from dispensary.domain.seals import Accepted

OUTAGES = (
    StoreUnavailable,
    DictionaryUnavailable,
    KnowledgeUnavailable,
    EpsUnavailable,
    PrinterUnavailable,
    AssetMissing,
    LabelUnreadable,
    NoDisplay,
)

LATER = {
    "prescription": "showing a prescription",
}
LATER_EPS = ("return", "withdraw", "claim", "notification", "digest")

Run = Callable[[argparse.Namespace, Given, Services], int]


def run(arguments: Sequence[str], services: Services) -> int:
    """Runs one command and gives its exit code. Only a bug leaves as an exception."""
    try:
        given, rest = taken(arguments)
        if not rest:
            return services.window(services.home(given.home), unlock_of(given), given.store_url)
        later = _later(rest)
        if later:
            say(later)
            return USAGE
        options = _parser(services.version).parse_args(rest)
        return int(options.run(options, given, services))
    except BadUsage as problem:
        say(str(problem))
        return USAGE
    except OUTAGES as problem:
        say(str(problem))
        return UNAVAILABLE
    except ChangedElsewhere:
        say("Somebody else changed the same record a moment ago. Nothing was overwritten. Try again.")
        return REFUSED
    except BrokenPipeError:
        sys.stdout = None  # whoever read us has gone; there is nobody to flush to
        return DONE


def _later(words: Sequence[str]) -> str | None:
    """Why a command of a coming version is not there yet."""
    name = words[0]
    if name in LATER:
        return f"This version cannot do that yet: {LATER[name]}."
    inner = words[1] if len(words) > 1 else ""
    if name == "eps" and inner in LATER_EPS:
        return f"This version cannot do that yet: {name} {inner}."
    return None


def _parser(version: str) -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="dispensary",
        description="The dispensing workstation. Without a command it opens the window.",
        epilog="Anywhere on the line: --home DIR, --store-url URL, --key-file FILE, --passphrase-fd N, --json, "
        "--jsonl.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"dispensary {version}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    demo = _command(commands, "demo", "a throw-away pharmacy with a local EPS", _demo)
    demo.add_argument("--tour", type=Path, metavar="DIR", help="drive the windows without a person; pictures go to DIR")
    demo.add_argument("--keep", type=Path, metavar="HOME", help="keep the store and its key in HOME")

    eps = commands.add_parser("eps", help="the Electronic Prescription Service", allow_abbrev=False)
    acts = eps.add_subparsers(required=True, metavar="ACT")
    _command(acts, "read", "read EPS documents", _eps_read).add_argument("files", nargs="+", metavar="FILE")
    _command(acts, "dosage-text", "FHIR dosages in words, one list a line", _dosage_text)
    simulate = _command(acts, "simulate", "run the local EPS", _simulate)
    simulate.add_argument("--port", type=int, default=0)
    simulate.add_argument("--load", type=Path, metavar="DIR")
    simulate.add_argument("--faults", type=Path, metavar="FILE")
    simulate.add_argument("--state", type=Path, metavar="FILE")
    release = _command(acts, "release", "ask EPS for prescriptions", _release)
    release.add_argument("--prescription-id", metavar="ID")
    release.add_argument("--url")
    _command(acts, "deliver", "send what waits for EPS", _deliver).add_argument("--url")

    _command(commands, "worklist", "what the worklist shows", _worklist)
    _command(commands, "barcode", "read scans, one a line", _barcode)
    _command(commands, "dose", "read directions, one a line", _dose)
    _command(commands, "check", "the clinical check of one case a line", _check)
    _command(commands, "verify", "packs against what was prescribed, one case a line", _verify)
    one = _command(commands, "label", "make the label of one case", _label)
    one.add_argument("--case", required=True, type=Path, metavar="FILE")
    one.add_argument("--out", required=True, metavar="FILE.pdf")
    two = _command(commands, "leaflet", "make one person's leaflet", _leaflet)
    two.add_argument("--case", required=True, type=Path, metavar="FILE")
    two.add_argument("--out", required=True, metavar="FILE.pdf or .html")
    two.add_argument("--kind", choices=("standard", "large-print", "easy-read"), help="not what the person needs")
    two.add_argument("--list", action="store_true", help="the medicines list to carry")
    _add_journal(commands)
    dictionary.add_commands(commands, _command)
    dictionary.add_child(commands, _command)
    knowledge.add_commands(commands, _command)
    bench.add_commands(commands, _add_record(commands), _command)
    upkeep.add_commands(commands, _command)
    _command(commands, "doctor", "how the workstation is", _doctor)
    return top


def _add_journal(commands: Any) -> None:
    from dispensary.cli import journal

    acts = commands.add_parser("journal", help="the dispensing journal", allow_abbrev=False).add_subparsers(
        required=True, metavar="ACT"
    )
    verify = _command(acts, "verify", "prove the journal", _journal_verify)
    verify.add_argument("--accept-key", metavar="FINGERPRINT", help="a signing key that you have compared yourself")
    verify.add_argument("--accept-restore", metavar="DIGEST", help="a restored backup that you know of")
    journal.add_show_options(_command(acts, "show", "the newest entries that fit", _journal_show))
    export = _command(acts, "export", "every entry, as JSON Lines", _journal_export)
    export.add_argument("--csv", action="store_true", help="as a table for a spreadsheet")
    checkpoint = _command(acts, "checkpoint", "seal the journal up to now", _journal_checkpoint)
    checkpoint.add_argument("--out", metavar="FILE.pdf", help="a page for the paper folder")


def _add_record(commands: Any) -> Any:
    acts = commands.add_parser("record", help="the pharmacy's own records", allow_abbrev=False).add_subparsers(
        required=True, metavar="ACT"
    )
    responsible = _command(acts, "responsible-pharmacist", "who was responsible, and each absence", _record_responsible)
    responsible.add_argument("--since", metavar="DAY", help="YYYY-MM-DD; four weeks before --until if left out")
    responsible.add_argument("--until", metavar="DAY", help="YYYY-MM-DD, that day included; today if left out")
    responsible.add_argument("--out", metavar="FILE.pdf", help="a page for the premises")
    alerts = _command(acts, "alerts", "how often the clinical check interrupted, by rule", _record_alerts)
    alerts.add_argument("--month", metavar="MONTH", help="YYYY-MM; this month if left out")
    return acts


def _command(commands: Any, name: str, words: str, run_it: Run) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    parser.set_defaults(run=run_it)
    return parser


def _demo(options: argparse.Namespace, _given: Given, services: Services) -> int:
    return services.demo(DemoWish(options.tour, options.keep))


def _simulate(options: argparse.Namespace, _given: Given, services: Services) -> int:
    return services.simulate(SimulatorWish(options.port, options.load, options.faults, options.state))


def _eps_read(options: argparse.Namespace, _given: Given, services: Services) -> int:
    from dispensary.cli import eps_read

    def read_bytes(path: str) -> bytes:
        return Path(path).read_bytes()

    entries, code = eps_read.read_files(options.files, read_bytes, services.read_prescriptions)
    write(entries)
    return code


def _dosage_text(_options: argparse.Namespace, _given: Given, services: Services) -> int:
    from dispensary.cli import dosage_text

    return each_line(partial(dosage_text.answer, words=services.dosage_words()))


def _barcode(_options: argparse.Namespace, _given: Given, _services: Services) -> int:
    from dispensary.cli import barcode

    return each_line(barcode.answer)


def _dose(_options: argparse.Namespace, _given: Given, services: Services) -> int:
    from dispensary.cli import dose

    codes = services.dose_codes()

    def answer(case: dict[str, Any]) -> dict[str, Any]:
        try:
            return dose.answer(case, codes)
        except ValueError as problem:
            return {"error": str(problem)}

    return each_line(answer)


def _verify(_options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import verify

    return each_line(partial(verify.answer, dictionary=services.dictionary(services.home(given.home))))


def _check(_options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import check

    home = services.home(given.home)
    medicines, held = services.dictionary(home), services.knowledge(home).clinical()
    read_dose = services.read_dose()

    def answer(case: dict[str, Any]) -> dict[str, Any]:
        try:
            return check.answer(case, medicines, held, read_dose)
        except check.UnreadableCase as problem:
            return {"error": str(problem)}

    return each_line(answer)


def _label(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import label

    case = _case(options.case, "label")
    return _printed(label.answer(case, options.out, services.label_means(services.home(given.home))))


def _leaflet(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import leaflet

    case = _case(options.case, "leaflet")
    means = services.leaflet_means(services.home(given.home))
    return _printed(leaflet.answer(case, options.out, options.kind, means, listed=options.list))


def _case(file: Path, what: str) -> object:
    """The case file, which some editors begin with a byte order mark. Raises BadUsage."""
    import json

    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError):
        raise BadUsage(f"No {what} case can be read from {file.name}.") from None


def _printed(made: dict[str, Any]) -> int:
    write(made)
    if "error" in made:
        return USAGE
    return REFUSED if "refused" in made else DONE


def _release(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import counter

    return with_store(
        given, services, lambda place, who: counter.release(place, who, options.prescription_id), options.url
    )


def _deliver(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import counter

    return with_store(given, services, lambda place, _who: counter.deliver(place), options.url)


def _worklist(_options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import counter

    return with_store(given, services, lambda place, _who: counter.show_worklist(place))


def _journal_verify(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import journal

    accepted = Accepted(options.accept_key or "", options.accept_restore or "")
    answer, code = journal.proved(
        services.prove(services.home(given.home), unlock_of(given), given.store_url, accepted)
    )
    write(answer)
    return code


def _journal_show(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import journal

    return with_store(given, services, lambda place, who: journal.show(place, who, options))


def _journal_export(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import counter, journal

    with opened_store(given, services) as (place, who):
        if isinstance(who, Refusal):
            answer, code = counter.refused(who)
            write(answer)
            return code
        return journal.export(place, who, as_csv=options.csv)


def _journal_checkpoint(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import journal

    keep = partial(services.write_page, Path(options.out)) if options.out else None
    return with_store(given, services, lambda place, who: journal.checkpoint(place, who, keep))


def _record_responsible(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import record

    days = record.days(options)
    keep = partial(services.write_page, Path(options.out)) if options.out else None
    return with_store(given, services, lambda place, _who: record.responsible(place, days, keep))


def _record_alerts(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.cli import record

    month = record.month(options)
    return with_store(given, services, lambda place, _who: record.alerts(place, month))


def _doctor(_options: argparse.Namespace, given: Given, services: Services) -> int:
    """Every part and whether it is well. Looks at what there is: a missing store is a line, not a failure."""
    from dispensary.cli import counter

    home = services.home(given.home)
    rows = [_dictionary_line(services, home), *knowledge.doctor_lines(services, home)]
    rows += [counter.line(part, well, words) for part, well, words in services.equipment(home)]
    unlock, url = unlock_of(given), upkeep.shared_url(given)
    rows += [counter.line(part.name, part.well, part.words) for part in services.upkeep().look_over(home, unlock, url)]
    try:
        with services.opened(home, unlock, None, given.store_url) as place:
            rows += [counter.line("store", True, "opens"), *counter.check_up(place)]
    except StoreUnavailable as problem:
        rows.append(counter.line("store", False, str(problem)))
    if given.json:
        write(rows)
    else:
        sys.stdout.write(counter.lines(rows) + "\n")
    return DONE


def _dictionary_line(services: Services, home: Path) -> dict[str, Any]:
    from dispensary.cli import counter
    from dispensary.domain.dictionary import Freshness
    from dispensary.wording.dictionary import release_words

    try:
        release = services.dictionary(home).release()
    except DictionaryUnavailable as problem:
        return counter.line("dictionary", False, str(problem))
    today = datetime.now(UTC).date()
    well = release.freshness(today) is not Freshness.OLD
    return counter.line("dictionary", well, release_words(release, today))
