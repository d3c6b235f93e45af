"""The words of the smaller labels: what is left of a pack, what is still to come, stickers; and their refusals."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from dispensary.domain import refused_labels
from dispensary.domain.identifiers import BagNumber, Gtin, PrescriptionId
from dispensary.domain.labels.content import (
    BagMark,
    LabelContent,
    LabelIncomplete,
    LabelWarning,
    SplitPackContent,
    StickerContent,
)
from dispensary.domain.premises import Premises
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.wording.labels import ASK_FOR_ID, JOINTS, SEE_FIRST, date_words, quantity_words

STILL_TO_COME = "Still to come"
BRING_SLIP = "Please bring this slip with you"
WHEN_UNKNOWN = "We do not know yet when it will be here. Ask us before you come."
IN_FRIDGE = BagMark("fridge", "Keep in the fridge")


class Sticker(StrEnum):
    """What a sticker on a bag says. A bag is read by strangers: no word of what is in it."""

    FRIDGE = "fridge"
    ASK_FOR_ID = "ask-for-id"


MARKS = {Sticker.FRIDGE: IN_FRIDGE, Sticker.ASK_FOR_ID: ASK_FOR_ID}

_PACK_PARTS = {"gtin": "its barcode number", "expiry": "its expiry date", "batch": "its batch"}


def split_pack_content(
    *, medicine: str, left: Quantity, gtin: Gtin, batch: str, expiry: date, split_on: date, premises: Premises
) -> SplitPackContent:
    """The rest of a pack in words and as GS1 elements: 01 the pack, 17 its expiry, 10 its batch. Never the serial
    number, which was dispensed with what went out.
    """
    return SplitPackContent(
        medicine=medicine,
        left=f"{quantity_words(left)} left",
        batch=f"Batch {batch}",
        expires=f"Expires {date_words(expiry)}",
        split=f"Opened and split {date_words(split_on)}",
        supplier=f"{premises.name}, {premises.address}",
        elements=f"(01){gtin.value}(17){expiry:%y%m%d}(10){batch}",
        elsewhere=SEE_FIRST,
    )


def owing_content(
    *,
    owed: Iterable[tuple[Quantity | None, str]],
    when: str,
    person: str,
    made_on: date,
    premises: Premises,
    number: PrescriptionId,
) -> LabelContent | LabelIncomplete:
    """What is still to come, item by item, and when, for the person to take home."""
    lines = (f"{quantity_words(amount)} of {name}" if amount is not None else name for amount, name in owed)
    content = LabelContent(
        medicine=STILL_TO_COME,
        directions="\n".join(lines),
        warnings=(LabelWarning("when", when.strip() or WHEN_UNKNOWN),),
        person=person,
        dated=date_words(made_on),
        supplier=premises.name,
        address=premises.address,
        phone=premises.phone,
        number=number,
        keep_out=BRING_SLIP,
        joints=JOINTS,
        shown=number.value,
        elsewhere=SEE_FIRST,
    )
    return LabelIncomplete(content.missing) if content.missing else content


def sticker_content(sticker: Sticker, bag: BagNumber, token: str, shown: str, premises: Premises) -> StickerContent:
    return StickerContent(MARKS[sticker], f"Bag {bag}", premises.name, BagNumber(token), shown)


def _parts(names: tuple[str, ...]) -> str:
    said = [_PACK_PARTS.get(name, name) for name in names]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


SENTENCES: dict[type[Refusal], Callable[[Any], str]] = {
    refused_labels.DirectionsToConfirm: lambda it: (
        f"These directions could not be read as a dose: {it.words.rstrip('.')}. Read them against the prescription, "
        "then say that they print as they are, or type the dose and how often."
    ),
    refused_labels.NothingToReprint: lambda it: (
        f"No printed label of {it.item} is kept, so it cannot be printed again. Make its label anew."
    ),
    refused_labels.WordsWanted: lambda _: "Type what the label is to say.",
    refused_labels.DoseInOwnWords: lambda _: (
        "These words say a dose, and only the label itself may: its dose was checked. Change the directions there, or "
        "print the same label again."
    ),
    refused_labels.NoOpenedPack: lambda it: (
        f"No pack of {it.item} was opened at the bench, so there is no rest to label. Scan the pack and count what "
        "goes out of it first."
    ),
    refused_labels.RestLabelled: lambda it: (
        f"The rest of the opened pack of {it.item} has its label already. Where that one was spoilt, print another "
        f"under {MORE_LABELS} on the prescription."
    ),
    refused_labels.PackNotKnown: lambda it: (
        f"The label of an opened pack needs {_parts(it.missing)} out of the pack's own barcode. Scan its square code, "
        "or write on the pack by hand."
    ),
    refused_labels.LeftWrong: lambda it: f"Count what is left: more than nothing, and {it.most} at the most.",
    refused_labels.NoTokenOfOurs: lambda _: (
        "This prescription did not come from EPS, so there is no dispensing token of it."
    ),
    refused_labels.NothingOwed: lambda _: "Nothing of this prescription is still to come.",
}

MORE_LABELS = "More labels and slips"
WHICH = "what is to be printed?"
WHY_AGAIN = "why?"
AGAIN = {
    "spoilt": "The label was spoilt",
    "lost": "The label was lost",
    "second-box": "A second box needs one",
}
"""Why a label is printed again, by the reason that is kept."""
SAME_AGAIN = "The same label again"
OWN_WORDS = "A label in my own words"
OPENED_PACK = "The rest of an opened pack"
OWING = "Owing slip"
STICKERS = {Sticker.FRIDGE: "Sticker: keep in the fridge", Sticker.ASK_FOR_ID: "Sticker: ask for ID"}
TOKEN = "Dispensing token"  # noqa: S105 - a page
TYPE_WORDS = "What the label is to say"
TYPE_LEFT = "How much is left in the pack, counted"
TYPE_WHEN = "When the rest will be here; empty if nobody knows"
PRINTING = "It is on its way to the printer."
TYPING = "print your words first, or Esc"
NOT_YET = "Another step is still being recorded, so nothing was printed. Ask again in a moment."
