"""What a person takes each medicine for and what they want to ask, as it is typed into their record."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from dispensary.domain.identifiers import UserId
from dispensary.domain.patient import MedicinePurpose, Question
from dispensary.wording.record_entry import RecordFields

CHOOSE_MEDICINE: Final = "Choose the medicine"
NO_MEDICINE: Final = "Nothing is on record here yet that could be named."
NOBODY_SAID: Final = "Nobody has asked yet what each medicine is for. The leaflet says what the record knows."


def with_purpose(typed: RecordFields, today: date, by: UserId) -> "RecordFields | str":
    """What is being typed, added to the list; or why it is not. New words for a medicine take the place of its old
    ones, which the record's history keeps.
    """
    medicine, words = typed.purpose_medicine, " ".join(typed.purpose_words.split())
    if not medicine:
        return "Choose the medicine first."
    if not words:
        return "Type what it is for, in their own words."
    others = tuple(held for held in typed.purposes if not _same(held.medicine, medicine))
    said = MedicinePurpose(medicine, words, by, today)
    return replace(typed, purposes=(*others, said), purpose_medicine="", purpose_words="")


def without_purpose(typed: RecordFields, at: int) -> RecordFields:
    """Takes one out of the list; the record's history keeps what stood there."""
    return replace(typed, purposes=typed.purposes[:at] + typed.purposes[at + 1 :])


def with_question(typed: RecordFields, today: date, by: UserId) -> "RecordFields | str":
    """The question that is being typed, added to the list; or why it is not."""
    words = " ".join(typed.question_words.split())
    if not words:
        return "Type the question first."
    if any(_same(held.words, words) for held in typed.questions):
        return "That question is in the list already."
    return replace(typed, questions=(*typed.questions, Question(words, by, today)), question_words="")


def without_question(typed: RecordFields, at: int) -> RecordFields:
    """Takes one out of the list; the record's history keeps what stood there."""
    return replace(typed, questions=typed.questions[:at] + typed.questions[at + 1 :])


def nameable(medicines: Iterable[str], typed: str) -> tuple[str, ...]:
    """The medicines that can be chosen, and the one that was chosen even where the record shows it no more."""
    return tuple(dict.fromkeys((*medicines, *((typed,) if typed else ()))))


def purposes_state(*, medicines: bool, purposes: bool) -> str:
    """What the card says over its list."""
    if purposes:
        return ""
    return NOBODY_SAID if medicines else NO_MEDICINE


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
