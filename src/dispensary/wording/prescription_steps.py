"""The prescription screen in words: the next step, how far each line is, and what the person is told."""

from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import DirectionsMissing, DirectionsUnread, OtherProduct, QuantityWrong
from dispensary.domain.workflow import Stage
from dispensary.wording.labels import quantity_words
from dispensary.wording.refused import refusal_words

STATES: dict[Stage, tuple[str, str]] = {
    Stage.RECEIVED: ("Clinical check", "prescription"),
    Stage.CLINICALLY_CHECKED: ("To label", "label"),
    Stage.LABELLED: ("Label ready", "pass"),
    Stage.ASSEMBLED: ("Picked", "pass"),
    Stage.ACCURACY_CHECKED: ("Checked", "pass"),
    Stage.BAGGED: ("Bagged", "bag"),
    Stage.HANDED_OUT: ("Handed out", "pass"),
    Stage.QUERIED: ("Query", "speech"),
    Stage.OWING: ("Owing", "owing"),
    Stage.NOT_DISPENSED: ("Not supplied", "cross"),
    Stage.RETURNED: ("Sent back", "cross"),
}
"""How far a line is, in a word or two, with its icon."""

_HELD: dict[type[Refusal], str] = {
    DirectionsMissing: "directions missing",
    DirectionsUnread: "directions not read",
    QuantityWrong: "amount does not fit",
    OtherProduct: "another product",
}

MOVED = "Changed since you typed"
MOVED_ASKS = "which is to stand?"
TAKE_RECORDED = "What is recorded now"
TAKE_TYPED = "What I typed: make the label anew"
MOVED_HOLDS = "choose first"
"""Asked where a line was changed elsewhere since somebody typed for it, and what the label waits for meanwhile."""

TYPED_TOO_EARLY = "What you typed while that was being recorded was not kept. Type it again."
"""Said where the next line, which it was meant for, did not come."""


def moved_words(stage: Stage, amount: Quantity | None, directions: str, product: str) -> str:
    """What is recorded of such a line now, so that it can be told from what was typed."""
    said = [STATES[stage][0], product, quantity_words(amount) if amount is not None else ""]
    said.append(f"“{directions.rstrip('.')}”" if directions else "")
    return f"Recorded now: {', '.join(part for part in said if part)}. The fields hold what you typed before that."


def held_words(refusal: Refusal | None) -> str:
    """What a held label still needs, after the deed on its button."""
    return _HELD.get(type(refusal), "see above") if refusal is not None else "see above"


_MOST_WORDS, _LONGEST = 4, 20


def _unread(words: tuple[str, ...]) -> str:
    """Each once, and no more than fits; all of them are underlined where they were typed."""
    once = tuple(dict.fromkeys(words))
    said = [word if len(word) <= _LONGEST else f"{word[:_LONGEST]}..." for word in once[:_MOST_WORDS]]
    more = len(once) - len(said)
    return f"{', '.join(said)} and {more} more" if more else ", ".join(said)


def draft_words(refusal: Refusal) -> str:
    """Why there is no label yet, short enough to stand on one line while somebody types."""
    if isinstance(refusal, DirectionsUnread) and refusal.words:
        return f"Not read: {_unread(refusal.words)}. Type dose and how often, or dd for the prescriber’s words."
    if isinstance(refusal, DirectionsUnread):
        return "Not read as a dose. Type dose and how often, or dd for the prescriber’s words."
    return refusal_words(refusal)
