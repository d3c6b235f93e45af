"""The words of one label, whole, before anybody asks whether they fit.

Source of the particulars: Human Medicines Regulations 2012, Schedule 25 Part 1 (name of the person, name and address of
the supplier, date, and the product, directions and precautions as prescribed). Quantity and the line about children are
custom (Royal Pharmaceutical Society), not law.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.identifiers import BagNumber, LabelNumber, PrescriptionId
from dispensary.domain.refusals import Refusal

MOST_DIGITS = 12
_PRESCRIPTION = re.compile(r"[0-9A-Z+-]{1,20}")


class Particular(StrEnum):
    """What no label may be without (Schedule 25 Part 1, paragraphs 1 to 4)."""

    MEDICINE = "medicine"
    PERSON = "person"
    SUPPLIER = "supplier"
    ADDRESS = "address"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class LabelWarning:
    """A short caution with its own number in our library ("W04"), in plain words.

    opened: it counts from the day of opening, so the label has a line to write that day on.
    """

    id: str
    text: str
    opened: bool = False


@dataclass(frozen=True, slots=True)
class DoseTable:
    """A dose that changes, as a small table in place of sentences: what stays the same, the days, and how much.

    opening: "Take in the morning after food"; days and amounts: one of each a column, under `days_head` and
    `amounts_head`; after: what else the sentences say.
    """

    opening: str
    days_head: str
    days: tuple[str, ...]
    amounts_head: str
    amounts: tuple[str, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Joints:
    """What a label says that holds a part of a sentence, for its words alone may read as a whole dose: where it ends
    within the sentence, begins within it, or both. {before}, {after}: the numbers of the labels beside it.
    """

    ends: str
    begins: str
    between: str


@dataclass(frozen=True, slots=True)
class LabelContent:
    """Everything that one item's label says. A layout may spread it over several labels and leaves none of it out.

    medicine: the name exactly as dm+d spells it. dated: in words with a four-figure year. unread: the directions could
    not be read as a dose, so they stand as they came. elsewhere: said on a further label in place of a name that is
    far too long to repeat. number: what the barcode holds; shown: the number as people read and type it, where that is
    not all of those digits. opened: stands before the line for the day of opening. table: the same directions as a
    table, which stands in their place where it has room. joints: for sentences that are longer than a label.
    """

    medicine: str
    directions: str
    person: str
    dated: str
    supplier: str
    address: str
    number: LabelNumber | BagNumber | PrescriptionId
    keep_out: str
    joints: Joints
    quantity: str = ""
    phone: str = ""
    warnings: tuple[LabelWarning, ...] = ()
    unread: bool = False
    elsewhere: str = ""
    shown: str = ""
    opened: str = ""
    table: DoseTable | None = None

    def __post_init__(self) -> None:
        _require_number(self.number)

    @property
    def missing(self) -> tuple[Particular, ...]:
        """Which of the particulars that the law asks for are blank."""
        given = {
            Particular.MEDICINE: self.medicine,
            Particular.PERSON: self.person,
            Particular.SUPPLIER: self.supplier,
            Particular.ADDRESS: self.address,
            Particular.DATE: self.dated,
        }
        return tuple(particular for particular, words in given.items() if not words.strip())


@dataclass(frozen=True, slots=True)
class BagMark:
    """Something that whoever hands the bag out must see: a drawing's name and words that stand without it."""

    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class BagContent:
    """Everything that the outside of a bag says. No field can hold a medicine: a bag is read by strangers.

    place: "Shelf" or "Fridge"; shelf: where on it. bag: "Bag 118, 1 of 2"; under: what stands after it in lighter type.
    number and shown: as on labels. numbered: what marks each where it takes several labels.
    """

    person: str
    address: tuple[str, ...]
    place: str
    shelf: str
    bag: str
    under: str
    ask: str
    supplier: str
    number: BagNumber
    marks: tuple[BagMark, ...] = ()
    shown: str = ""
    numbered: str = "{part} of {parts}"

    def __post_init__(self) -> None:
        _require_digits(self.number.value)


@dataclass(frozen=True, slots=True)
class SplitPackContent:
    """What stands on the rest of a pack that was opened. Lines of words; elements: the pack's GTIN, expiry and batch as
    bracketed GS1 elements, never its serial number: that pack was dispensed. elsewhere: said on a further label in
    place of a name that is far too long to repeat.
    """

    medicine: str
    left: str
    batch: str
    expires: str
    split: str
    supplier: str
    elements: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class StickerContent:
    """A sticker for the outside of a bag: an icon, what to do, and which bag. Never what is inside."""

    mark: BagMark
    bag: str
    supplier: str
    number: BagNumber
    shown: str

    def __post_init__(self) -> None:
        _require_digits(self.number.value)


@dataclass(frozen=True, slots=True)
class LabelIncomplete(Refusal):
    """A label without what the law asks for is not made."""

    code: ClassVar[str] = "label-incomplete"

    missing: tuple[Particular, ...]


@dataclass(frozen=True, slots=True)
class LabelTooSmall(Refusal):
    """The fixed parts alone fill the stock, so that not one line of directions has room at its smallest size, or not
    with the words that say that its sentence goes on.
    """

    code: ClassVar[str] = "label-too-small"

    stock: str


@dataclass(frozen=True, slots=True)
class LabelUnprintable(Refusal):
    """The label typeface has no sign for these characters. Nothing is left out or guessed: a person rewords it."""

    code: ClassVar[str] = "label-unprintable"

    characters: str


LabelRefusal = LabelIncomplete | LabelTooSmall | LabelUnprintable


def _require_digits(number: str) -> None:
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        raise ValueError(f"a label's number is 1 to {MOST_DIGITS} digits")


def _require_number(number: LabelNumber | BagNumber | PrescriptionId) -> None:
    if not isinstance(number, PrescriptionId):
        _require_digits(number.value)
    elif not _PRESCRIPTION.fullmatch(number.value):
        raise ValueError("only a prescription ID as it is written has a barcode")
