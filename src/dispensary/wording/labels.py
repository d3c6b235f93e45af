"""The words of labels: dates, amounts and the lines that every label carries; and why a label was refused."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache

from dispensary.domain.barcodes.tokens import read_token, spaced
from dispensary.domain.identifiers import BagNumber, LabelNumber
from dispensary.domain.labels.content import (
    BagContent,
    BagMark,
    DoseTable,
    Joints,
    LabelContent,
    LabelIncomplete,
    LabelRefusal,
    LabelTooSmall,
    LabelUnprintable,
    LabelWarning,
    Particular,
)
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Address
from dispensary.domain.quantity import Quantity

# As the Royal Pharmaceutical Society gives them; both are recommendations, not law.
KEEP_OUT = "Keep out of the reach and sight of children"
ASK_WHO = "Ask for name and address before you hand this over."

ASK_FOR_ID = BagMark("cd", "Ask for ID")
AND_FRIDGE_BAG = BagMark("fridge", "And fridge bag")
KEEP_COLD = BagMark("fridge", "Keep cold, 2 to 8 °C")
MORE_TO_COME = BagMark("owing", "More to come")

OPENED_ON = "Opened on"
"""Before the line for the day of opening."""

SEE_FIRST = "Medicine: see label 1"
"""On a further label, in place of a name that is far too long to repeat."""

JOINTS = Joints(
    ends="There is more: read label {after}.",
    begins="Goes on from label {before}:",
    between="From label {before}, more on label {after}:",
)
"""On labels that hold a part of a sentence only."""

_PARTICULARS = {
    Particular.MEDICINE: "the name of the medicine",
    Particular.PERSON: "the name of the patient",
    Particular.SUPPLIER: "the name of the pharmacy",
    Particular.ADDRESS: "the address of the pharmacy",
    Particular.DATE: "the date",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SYMBOLS = frozenset({"ml", "mg", "g", "kg", "l", "cm", "mm", "m", "iu", "mmol", "ppm", "hour", "mol"})
_IRREGULAR = {"loaf": "loaves", "larva": "larvae"}


def date_words(day: date) -> str:
    """23 Nov 2026: no reader can take the day for the month, and the year has four figures."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04d}"


@lru_cache(4096)
def quantity_words(quantity: Quantity) -> str:
    """28 tablets, 1 tablet, 100 ml: the unit in dm+d's words, in the plural where there is not exactly one."""
    if quantity.value == 1:
        return str(quantity)
    return f"{Quantity(quantity.value, '')} {_plural(quantity.unit)}".strip()


@cache
def _plural(unit: str) -> str:
    head, _, last = unit.rpartition(" ")
    if not last or last in _SYMBOLS or not last.isalpha() or not last.islower() or last.endswith("s"):
        return unit
    if last in _IRREGULAR:
        many = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        many = f"{last[:-1]}ies"
    elif last.endswith(("ch", "sh", "x", "z")):
        many = f"{last}es"
    else:
        many = f"{last}s"
    return f"{head} {many}".strip()


def label_content(
    *,
    medicine: str,
    quantity: Quantity | None,
    directions: str,
    person: str,
    supplied_on: date,
    premises: Premises,
    number: LabelNumber,
    warnings: Iterable[LabelWarning] = (),
    unread: bool = False,
    table: DoseTable | None = None,
) -> LabelContent | LabelIncomplete:
    """One item's label in words. medicine: the name exactly as dm+d spells it; directions: what the person will read;
    table: the same, where it is a dose that changes.

    Refuses a label without the particulars of the Human Medicines Regulations 2012, Schedule 25 Part 1.
    """
    content = LabelContent(
        medicine=medicine,
        quantity="" if quantity is None else quantity_words(quantity),
        directions=directions.strip(),
        warnings=tuple(warnings),
        person=person,
        dated=date_words(supplied_on),
        supplier=premises.name,
        address=premises.address,
        phone=premises.phone,
        number=number,
        keep_out=KEEP_OUT,
        joints=JOINTS,
        unread=unread,
        shown=_shown(number),
        elsewhere=SEE_FIRST,
        opened=OPENED_ON,
        table=table,
    )
    return LabelIncomplete(content.missing) if content.missing else content


def goes_with(bag: int) -> BagMark:
    """For the second bag of one person."""
    return BagMark("bag", f"Goes with bag {bag}")


def bag_content(
    *,
    person: str,
    address: Address,
    shelf: str,
    bag: str,
    part: int,
    parts: int,
    service: str,
    made_on: date,
    premises: Premises,
    number: BagNumber,
    marks: Iterable[BagMark] = (),
    fridge: bool = False,
) -> BagContent:
    """One bag's outside. bag: its short name at the counter ("118"); service: "to collect", "to deliver"."""
    lines = (*address.lines[:-1], f"{address.lines[-1]} {address.postcode}") if address.lines else (address.postcode,)
    return BagContent(
        person=person,
        address=tuple(line.strip() for line in lines if line.strip()),
        place="Fridge" if fridge else "Shelf",
        shelf=shelf,
        bag=f"Bag {bag}, {part} of {parts}" if parts > 1 else f"Bag {bag}",
        under=f"{service} · {date_words(made_on)}".strip(" ·"),
        ask=ASK_WHO,
        supplier=f"{premises.name}, {premises.address}",
        number=number,
        marks=tuple(marks),
        shown=_shown(number),
        numbered="Label {part} of {parts}",
    )


def _shown(number: LabelNumber | BagNumber) -> str:
    """The short number inside one of our own tokens, as people read it; empty where it is no token."""
    ours = read_token(number.value)
    return "" if ours is None else spaced(ours)


def label_refusal_words(refusal: LabelRefusal) -> str:
    """What happened and what to do."""
    match refusal:
        case LabelIncomplete(missing):
            return f"The label was not made: it needs {_listed(tuple(_PARTICULARS[one] for one in missing))}."
        case LabelTooSmall(stock):
            return (
                f"The label was not made: beside the names and the address that it must carry, {stock} labels have no "
                "room for its words at sizes that people can read. Choose larger labels in Pharmacy, Printers, or "
                "shorten the pharmacy's address in Pharmacy, Details."
            )
        case LabelUnprintable(characters):
            return (
                f"The label was not made: the label typeface has no sign for {_listed(tuple(characters))}. "
                f"{_in_other_letters(characters)}"
            )


def _in_other_letters(characters: str) -> str:
    if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in characters):
        return (
            "It prints from left to right only. Write those words in our letters: a name as the person spells it on "
            "letters in English."
        )
    return "Write those words in other letters."


def unread_words(directions: str) -> str:
    """Said beside a label whose directions stand as they came."""
    if not directions:
        return "There are no directions. Write them, or ask the prescriber."
    return "These directions could not be read as a dose. They are printed as they are: check them by eye."


def _listed(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
