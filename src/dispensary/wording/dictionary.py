"""Words about the dictionary: kinds of record, how far an import is, how old a release is."""

from collections.abc import Mapping, Sequence
from datetime import date

from dispensary.domain.dictionary import Freshness, Release
from dispensary.domain.dictionary_import import Change, ImportReport
from dispensary.domain.product_sheet import PackRule
from dispensary.wording.labels import date_words

KINDS = {
    "lookup": "lists of terms",
    "ingredient": "ingredients",
    "vtm": "moieties",
    "vmp": "generic products",
    "vmpp": "generic packs",
    "amp": "suppliers’ products",
    "ampp": "suppliers’ packs",
    "gtin": "barcodes",
    "bnf": "BNF and ATC codes",
    "history": "earlier codes",
    "vtm_ing": "ingredients of moieties",
    "names": "names to search by",
    "changes": "what is new",
    "stopping": "stopping, what was read in is being cleared away",
    "use": "read in, being put in use",
}
"""What an import is doing, by the kind of record."""

RULES = {
    PackRule.BLACKLISTED: "not on NHS prescriptions (blacklist)",
    PackRule.SELECTED_LIST: "only for certain patients (Selected List)",
    PackRule.ACBS: "only for certain conditions (ACBS)",
    PackRule.PERSONALLY_ADMINISTERED: "personally administered",
    PackRule.INSTALMENTS: "may be on an instalment prescription (FP10 MDA)",
    PackRule.HOSPITAL_ONLY: "hospital only",
    PackRule.NURSE_FORMULARY: "nurse formulary",
    PackRule.NURSE_PRESCRIBERS: "nurse independent prescribers",
    PackRule.DENTAL_FORMULARY: "dental formulary",
    PackRule.SPECIAL_CONTAINER: "special container: not to be split",
    PackRule.CALENDAR_PACK: "calendar pack",
    PackRule.BROKEN_BULK: "broken bulk can be claimed",
    PackRule.NO_DISCOUNT: "no discount is deducted",
    PackRule.IN_PART_IX: "in Part IX of the Drug Tariff",
}


def pounds(pence: int) -> str:
    return f"£{pence // 100}.{pence % 100:02}"


def progress_words(share: float, doing: str) -> str:
    return f"{int(share * 100)} %: {KINDS.get(doing, doing)}"


def release_words(release: Release, today: date) -> str:
    """Which release, of which day, how old, and what to do about it."""
    kind = "the starter that came with the program" if release.starter else "imported"
    dated = f"dated {release.dated.isoformat()} ({age_words(release.age(today))})"
    return f"{release.name}, {dated}, {kind}{_advice(release, today)}"


def _advice(release: Release, today: date) -> str:
    if release.starter:
        return ". It is for training: import the current release from TRUD before you dispense"
    match release.freshness(today):
        case Freshness.FRESH:
            return ""
        case Freshness.AGEING:
            return ". A newer release is out: import it"
        case Freshness.OLD:
            return ". It is more than two months old: import the current release before you dispense by it"


def age_words(days: int) -> str:
    """An age in days as people say it."""
    if days < 0:
        return "dated in the future"
    if days < 14:
        return "today" if days == 0 else f"{days} day{'s' if days != 1 else ''} old"
    weeks = days // 7
    return f"{weeks} weeks old" if weeks < 9 else f"{days * 12 // 365} months old"


GIVEN_UP = "Given up. Nothing was changed: the release in use is as it was."
PUT_BACK = "The release before is in use again, at once and for everybody at this counter."
NOT_YOURS = "Whoever runs the staff accounts and the settings can bring a release in. Here it is to be read."
NOT_HERE = "A release is brought in with: dispensary dictionary import FILE"

COUNTED = {
    "vtm": "moieties (VTM)",
    "vmp": "generic products (VMP)",
    "vmpp": "generic packs (VMPP)",
    "amp": "suppliers’ products (AMP)",
    "ampp": "suppliers’ packs (AMPP)",
    "gtin": "barcodes (GTIN)",
    "substance": "substances",
}
"""What a release is counted in. dm+d calls a supplier's product an actual medicinal product."""

_ONE = {
    "vtm": "moiety (VTM)",
    "vmp": "generic product (VMP)",
    "vmpp": "generic pack (VMPP)",
    "amp": "supplier’s product (AMP)",
    "ampp": "supplier’s pack (AMPP)",
    "gtin": "barcode (GTIN)",
    "substance": "substance",
}

_ORPHANS = {
    "vmpp": "{vmpp} without {their} product",
    "amp": "{amp} without {their} generic product",
    "ampp": "{ampp} without {their} product or generic pack",
    "ampp_parents_differ": "{ampp} whose two parents belong to different products",
    "gtin": "{gtin} of packs that are not there",
}
_VOUCH = {
    "smaller": "If you know why so much is gone, you can read it in all the same.",
    "faults": "If you know why, you can read it in all the same: what does not fit is kept and counted.",
}


def vouch_words(words: str, lacks: str) -> str:
    """Why a release was refused, that nothing has changed, and what somebody who knows why can do."""
    return f"{words} It was not put in use. {_VOUCH[lacks]}"


def refused_import_words(words: str) -> str:
    """Why nothing came of it; what to do."""
    return f"{words} The release in use is as it was. Download the release again, or choose another."


def put_in_use_words(report: ImportReport) -> str:
    return f"{report.name}, of {date_words(report.dated)}, is in use now."


def state_facts(release: Release, previous: Release | None, today: date) -> tuple[tuple[str, str], ...]:
    """The release in use: what it is, how old, what it holds, and which one was before it."""
    kind = "The starter that came with the program, for training" if release.starter else "Imported"
    before = f"{previous.name}, of {date_words(previous.dated)}" if previous is not None else "None is kept"
    return (
        ("Release", release.name),
        ("Of", f"{date_words(release.dated)}, {age_words(release.age(today))}"),
        ("Kind", kind),
        ("Holds", _counts(release.counts)),
        ("The one before", before),
    )


def report_facts(report: ImportReport) -> tuple[tuple[str, str], ...]:
    """What an import brought, and whatever was odd about it."""
    changes = [(_heading(kind), _change(change)) for kind, change in report.changes.items()]
    shared = [("Shared barcodes", f"{report.ambiguous:,} stand on several packs")] if report.ambiguous else []
    odd = [("To know", warning) for warning in report.warnings] or [("To know", "Nothing odd was found")]
    return (("Holds", _counts(report.counts)), *changes, *shared, *odd)


def _counts(counts: Mapping[str, int]) -> str:
    known = [f"{counts[kind]:,} {(_ONE if counts[kind] == 1 else COUNTED)[kind]}" for kind in COUNTED if kind in counts]
    return ", ".join(known) or "not counted"


def _heading(kind: str) -> str:
    words = COUNTED.get(kind, kind).partition(" (")[0]
    return f"{words[0].upper()}{words[1:]}"


def _change(change: Change) -> str:
    words = f"{change.new:,} new, {change.gone:,} gone, {change.renamed:,} renamed"
    return f"{words}, {change.moved:,} moved to another generic product" if change.moved else words


def orphan_words(kind: str, count: int, first: str) -> str:
    """Records whose parent the release lacks: how many, and the code of one."""
    names, their = (_ONE, "its") if count == 1 else (COUNTED, "their")
    return f"{count:,} {_ORPHANS[kind].format(**names, their=their)}, such as {first}."


def smaller_words(name: str, fallen: Sequence[tuple[str, int, int]]) -> str:
    """Why a release is refused that has far less in it. fallen: what, how many before, how many now."""
    each = ", ".join(f"{COUNTED.get(kind, kind)} from {before:,} to {now:,}" for kind, before, now in fallen)
    return f"{name} is much smaller than the release in use: {each}."


def old_words(dated: date) -> tuple[str, str]:
    """The band over a dictionary of more than two months: what, and what to do."""
    return (
        f"The dictionary is of {date_words(dated)}, more than two months old.",
        "New products, packs and prices are missing from it. Import the current release: Pharmacy, Dictionary.",
    )
