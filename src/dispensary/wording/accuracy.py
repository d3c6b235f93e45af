"""The accuracy check in plain sentences: what is wrong with a scan, what a verdict rests on, and the one difference
that the stop screen shows in large type."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatch
from typing import Final

from dispensary.domain.accuracy import reasons as why
from dispensary.domain.accuracy.reasons import Flag, Outcome, Reason, Strength
from dispensary.domain.accuracy.verdict import Verdict
from dispensary.domain.barcodes import Fault, FaultCode, ScanKind, ScanWarning
from dispensary.wording.labels import date_words, quantity_words

_FIELD_NAMES: Final = {"01": "pack number", "10": "batch number", "17": "expiry date", "21": "serial number"}
_FIELD_LENGTHS: Final = {"10": 20, "21": 20}

_FAULTS: Final = {
    FaultCode.EMPTY: "Nothing was scanned. Scan again.",
    FaultCode.NOT_A_PACK_CODE: "This is not a GS1 barcode, so it does not identify a pack. Scan the other code on it.",
    FaultCode.OTHER_NUMBER: "This number is not a pack number (GTIN). Scan the other code on the pack.",
    FaultCode.WRONG_LENGTH: "The pack number has the wrong number of digits. Scan again.",
    FaultCode.TWO_SCANS: "Two scans have run together. Scan one pack at a time.",
    FaultCode.NO_GTIN: "This barcode holds no pack number (GTIN). Scan the other code on the pack.",
    FaultCode.OUTER_CASE: "This is the code of a case or a part of a set, not of a pack. Scan the pack itself.",
    FaultCode.UNKNOWN_FIELD: "Part of this barcode is not in GS1 form. Scan again.",
}
_FIELD_FAULTS: Final = {
    FaultCode.CHECK_DIGIT: "The check digit of the {field} is wrong. Scan again.",
    FaultCode.BAD_CHARACTER: "The {field} holds a character that cannot be there. Scan again.",
    FaultCode.TOO_SHORT: "The {field} is too short. Scan again.",
    FaultCode.IMPOSSIBLE_MONTH: "The {field} has a month that does not exist. Check the pack by eye.",
    FaultCode.IMPOSSIBLE_DAY: "The {field} has a day that does not exist. Check the pack by eye.",
    FaultCode.CONTRADICTION: "The {field} is there twice, and differently. Scan again.",
}
_WARNINGS: Final = {
    ScanWarning.CASE_INVERTED: "Caps Lock seems to be on: letters in the batch and serial number may be in the wrong "
    "case. Turn it off and scan again.",
    ScanWarning.SEPARATOR_LOST: "The marks between the fields were lost on the way, so only the pack number was used. "
    "Check the expiry date by eye.",
    ScanWarning.INCOMPLETE: "Expiry, batch and serial number were not all there, so only the pack number was used. "
    "Check the expiry date by eye.",
    ScanWarning.OUTER_PACK: "This is the code of an outer pack, not of a single pack.",
}
_OWN: Final = {
    ScanKind.PRESCRIPTION: "This is a prescription ID, not a pack. Scan the pack.",
    ScanKind.LABEL: "This is a medicine label of ours, not a pack. Scan the maker's code on the pack.",
    ScanKind.BAG: "This is a bag label, not a pack. Scan the pack.",
    ScanKind.BASKET: "This is a basket, not a pack. Scan the pack.",
}
_STATUSES: Final = {
    "0003": "it is to be prescribed as a supplier's product only",
    "0004": "it is never valid as a generic",
}


def scan_fault(fault: Fault) -> str:
    """Why a scan cannot be used, and what to do."""
    if fault.code is FaultCode.TOO_LONG:
        most = _FIELD_LENGTHS.get(fault.ai or "")
        limit = f" than {most} characters" if most else " than it may be"
        return f"The {_field(fault.ai)} is longer{limit}. Two scans may have run together. Scan again."
    if fault.code in _FIELD_FAULTS:
        return _FIELD_FAULTS[fault.code].format(field=_field(fault.ai))
    return _FAULTS[fault.code]


def _field(ai: str | None) -> str:
    if ai is None:
        return "pack number"
    return _FIELD_NAMES.get(ai, f"field ({ai})")


def not_a_pack(kind: ScanKind, fault: Fault | None) -> str:
    """Why a scan is no pack: one of our own codes, or its fault."""
    if kind is ScanKind.PRESCRIPTION and fault is not None:
        return "The check character of this prescription ID is wrong. Scan it again, or type it."
    if kind in _OWN:
        return _OWN[kind]
    return scan_fault(fault or Fault(FaultCode.NOT_A_PACK_CODE))


def scan_warning(warning: ScanWarning) -> str:
    return _WARNINGS[warning]


def strength(one: Strength) -> str:
    """5 mg; 250 mg in 5 ml; or that the dictionary does not say."""
    if one.amount is None:
        return "strength not recorded"
    return str(one.amount) if one.per is None else f"{one.amount} in {one.per}"


def _strengths(several: Sequence[Strength]) -> str:
    if len(several) == 1:
        return strength(several[0])
    return " and ".join(f"{one.substance} {strength(one)}" for one in several)


def _flag(flag: Flag, *, carried: bool) -> str:
    return flag.value.replace("-", " ") if carried else f"not {flag.value.replace('-', ' ')}"


def _pack_of(scan: int | None) -> str:
    return "a pack" if scan is None else f"pack {scan + 1}"


# The sentences that need nothing but their evidence.
_PLAIN: Final[dict[type[Reason], str]] = {
    why.MedicineDiffers: "Another medicine: {found.scanned} scanned, {found.prescribed} prescribed.",
    why.FormDiffers: "Form: {found.scanned} scanned, {found.prescribed} prescribed.",
    why.SaltDiffers: "Substance: {found.scanned} scanned, {found.prescribed} prescribed.",
    why.ProductDiffers: "Another product of this medicine: {found.scanned} scanned, {found.prescribed} prescribed.",
    why.ComponentOnly: "Only a part of the combination pack: {found.scanned} scanned, {found.prescribed} prescribed.",
    why.SamePackTwice: "The same box was scanned twice (serial number {found.serial}). Scan the other box.",
    why.NothingScanned: "No pack was scanned.",
    why.ContentsUnknown: "How much is in {found.pack} is not certain. Count it.",
    why.OuterPack: "This is the code of an outer pack, and how many packs are in it is not known. Scan each pack.",
    why.PackSizeDiffers: "Another pack size: {found.scanned} scanned, {found.prescribed} prescribed.",
    why.CountPacks: "{found.packs} scans of one code, without serial numbers to tell the boxes apart. Count the boxes.",
    why.QuantityNotChecked: "Quantity not checked: the prescribed quantity is not known.",
    why.CaseInverted: _WARNINGS[ScanWarning.CASE_INVERTED],
    why.Discontinued: "{found.pack} is discontinued.",
    why.NotAvailable: "{found.pack} is marked as not available.",
    why.PackInvalid: "{found.pack} is no longer in use in the dictionary.",
    why.PrescribedInvalid: "{found.name} is no longer in use in the dictionary. A person confirms it before supply.",
    why.PrescribedMoved: (
        "{found.name} has gone from {found.before} to {found.now} in dm+d. A person confirms it before supply."
    ),
}


@singledispatch
def reason(found: Reason) -> str:
    """One reason as a sentence."""
    return _PLAIN[type(found)].format(found=found)


@reason.register
def _(found: why.StrengthDiffers) -> str:
    return f"{_strengths(found.scanned)} scanned, {_strengths(found.prescribed)} prescribed."


@reason.register
def _(found: why.RouteDiffers) -> str:
    return f"Route: {', '.join(found.scanned)} scanned, {', '.join(found.prescribed)} prescribed."


@reason.register
def _(found: why.FlagDiffers) -> str:
    scanned, prescribed = _flag(found.flag, carried=not found.prescribed), _flag(found.flag, carried=found.prescribed)
    return f"{scanned.capitalize()} scanned, {prescribed} prescribed."


@reason.register
def _(found: why.BrandDiffers) -> str:
    what = "supplier" if found.supplier_only else "brand"
    return f"Another {what}: {found.scanned} scanned, {found.prescribed} prescribed."


@reason.register
def _(found: why.Expired) -> str:
    return f"Expired on {date_words(found.on)}. Take {_pack_of(found.scan)} out of stock."


@reason.register
def _(found: why.PackRecalled) -> str:
    return (
        f"Recalled: {found.title}. Take {_pack_of(found.scan)} out of stock and keep it apart (recall {found.recall})."
    )


@reason.register
def _(found: why.MayBeRecalled) -> str:
    batches = f"batch {', '.join(found.batches)}" if found.batches else "some packs"
    return (
        f"Part of this product is recalled ({found.title}): {batches}. The barcode did not say which batch "
        f"{_pack_of(found.scan)} is. Read the batch and the expiry on the box."
    )


@reason.register
def _(found: why.MappedUnproved) -> str:
    return (
        f"A pharmacist said that this barcode is {found.pack}. It was found right {found.good} of {found.needed} "
        "times so far. Read the box, and say whether it is that."
    )


@reason.register
def _(found: why.Unreadable) -> str:
    return not_a_pack(found.kind, found.fault)


@reason.register
def _(found: why.UnknownPack) -> str:
    second = " This is a controlled drug: a second person checks it too." if found.second_person else ""
    return f"The dictionary does not know this pack ({found.gtin}). Check it by eye and give a reason.{second}"


@reason.register
def _(found: why.SeveralPacks) -> str:
    return f"This code belongs to several packs: {'; '.join(found.packs)}. Check by eye which one this is."


@reason.register
def _(found: why.ParentsDiffer) -> str:
    return f"The dictionary has {found.pack} under two different products. Check by eye which one this is."


@reason.register
def _(found: why.PrescribedUnknown) -> str:
    if found.moiety:
        return "The prescription names a medicine without strength or form, so no pack can be checked against it."
    return f"The dictionary does not know the prescribed code {found.code}, so no pack can be checked against it."


@reason.register
def _(found: why.PharmacistChooses) -> str:
    because = _STATUSES.get(found.status, "its products are not freely exchangeable")
    return f"A pharmacist chooses the product, because {because}. Scanned: {found.scanned}."


@reason.register
def _(found: why.LessScanned) -> str:
    return f"{_amounts(found)} Scan the rest, or make an owing."


@reason.register
def _(found: why.MoreScanned) -> str:
    if found.unsplittable:
        return f"{_amounts(found)} A special container or a calendar pack is among them: it is not split lightly."
    return f"{_amounts(found)} Enter how much is supplied from a split pack, or take a pack out."


@reason.register
def _(found: why.UnitDiffers) -> str:
    return (
        f"The pack is counted in {found.scanned}, the prescription in {found.prescribed or 'another unit'}. Count it."
    )


@reason.register
def _(found: why.ExpiryNotRead) -> str:
    return f"Expiry date of {_pack_of(found.scan)} not checked: the barcode did not give it. Read it by eye."


@reason.register
def _(found: why.ShortDated) -> str:
    return f"Short-dated: {_pack_of(found.scan)} expires on {date_words(found.on)}."


@reason.register
def _(found: why.GtinEnded) -> str:
    return f"The code of {found.pack} ended on {date_words(found.on)}."


@reason.register
def _(found: why.MixedPacks) -> str:
    return f"Different packs make up the quantity: {'; '.join(found.packs)}."


def _amounts(found: why.LessScanned | why.MoreScanned) -> str:
    return f"{quantity_words(found.scanned)} scanned, {quantity_words(found.prescribed)} prescribed."


def sentences(verdict: Verdict) -> tuple[str, ...]:
    """Every reason of a verdict, worst first, each said once."""
    return tuple(dict.fromkeys(reason(found) for found in verdict.reasons))


class DifferenceKind(StrEnum):
    """What the stop screen shows in large type."""

    STRENGTH = "strength"
    DRUG = "drug"
    FORM = "form"
    QUANTITY = "quantity"
    EXPIRED = "expired"
    RECALLED = "recalled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Difference:
    """The one difference to see at a glance: what was expected, what was scanned."""

    kind: DifferenceKind
    expected: str
    scanned: str


def difference(verdict: Verdict) -> Difference | None:
    """The first difference of a verdict that is no pass, drug before strength before form; None where nothing differs
    (an unknown or unreadable pack)."""
    if verdict.outcome is Outcome.PASS:
        return None
    found = [one for one in map(_difference, verdict.reasons) if one is not None]
    return min(found, key=lambda one: _SHOWN_FIRST.index(one.kind), default=None)


_SHOWN_FIRST: Final = (
    DifferenceKind.DRUG,
    DifferenceKind.STRENGTH,
    DifferenceKind.FORM,
    DifferenceKind.RECALLED,
    DifferenceKind.EXPIRED,
    DifferenceKind.OTHER,
    DifferenceKind.QUANTITY,
)


def _difference(found: Reason) -> Difference | None:
    match found:
        case why.MedicineDiffers():
            return Difference(DifferenceKind.DRUG, found.prescribed, found.scanned)
        case why.StrengthDiffers():
            return Difference(DifferenceKind.STRENGTH, _strengths(found.prescribed), _strengths(found.scanned))
        case why.FormDiffers():
            return Difference(DifferenceKind.FORM, found.prescribed, found.scanned)
        case why.LessScanned() | why.MoreScanned():
            expected, scanned = quantity_words(found.prescribed), quantity_words(found.scanned)
            return Difference(DifferenceKind.QUANTITY, expected, scanned)
        case _:
            return _other_difference(found)


def _other_difference(found: Reason) -> Difference | None:
    match found:
        case why.RouteDiffers():
            return Difference(DifferenceKind.OTHER, ", ".join(found.prescribed), ", ".join(found.scanned))
        case why.FlagDiffers():
            expected, scanned = found.prescribed, not found.prescribed
            return Difference(
                DifferenceKind.OTHER, _flag(found.flag, carried=expected), _flag(found.flag, carried=scanned)
            )
        case why.SaltDiffers() | why.ProductDiffers() | why.ComponentOnly() | why.BrandDiffers():
            return Difference(DifferenceKind.OTHER, found.prescribed, found.scanned)
        case why.PackSizeDiffers():
            return Difference(DifferenceKind.OTHER, found.prescribed, found.scanned)
        case why.SamePackTwice():
            return Difference(DifferenceKind.OTHER, "another box", "the same box again")
        case why.PackRecalled():
            return Difference(DifferenceKind.RECALLED, "not recalled", f"recalled ({found.recall})")
        case why.Expired():
            return Difference(DifferenceKind.EXPIRED, "in date", f"expired {date_words(found.on)}")
        case _:
            return None
