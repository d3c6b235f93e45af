"""Words about the dictionary: kinds of record, how far an import is, how old a release is."""

from datetime import date

from dispensary.domain.dictionary import Freshness, Release
from dispensary.domain.product_sheet import PackRule

KINDS = {
    "lookup": "lists of terms",
    "ingredient": "ingredients",
    "vtm": "moieties",
    "vmp": "generic products",
    "vmpp": "generic packs",
    "amp": "suppliers' products",
    "ampp": "suppliers' packs",
    "gtin": "barcodes",
    "bnf": "BNF and ATC codes",
    "history": "earlier codes",
    "vtm_ing": "ingredients of moieties",
    "names": "names to search by",
    "changes": "what is new",
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
