"""What the status bar says about the counter's state: who is responsible, the dictionary, what waits to be sent."""

from dispensary.application.queries.counter import CounterState
from dispensary.desktop.components import HealthItem
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.wording.labels import date_words
from dispensary.wording.times import span_words

OLD_DAYS = 14
VERY_OLD_DAYS = 61


def duty_item(state: CounterState) -> HealthItem:
    """The status bar's item: who is responsible, whether they are there, and how much absence the day has left."""
    if state.duty is None:
        return HealthItem("rp", "patient", "No responsible pharmacist", Tone.REASON)
    left = f"{state.minutes_left} min"
    if state.away is not None:
        return HealthItem("rp", "clock", f"{state.duty.name} absent,", Tone.REASON, f"{left} left", Action.ABSENCE)
    used = state.minutes_left < state.premises.supervision.absence_minutes
    said = f"{state.duty.name}, {left} absence left" if used else state.duty.name
    return HealthItem("rp", "patient", "Responsible pharmacist", strong=said, action=Action.ABSENCE)


def dictionary_item(state: CounterState) -> HealthItem:
    """Its date, loud once it is old: never over 2 months (conformance row 1.8.2)."""
    if state.starter:
        return HealthItem("dictionary", "book", "Starter dictionary", Tone.REASON)
    age = (state.now.date() - state.dictionary_dated).days
    words = f"Dictionary {date_words(state.dictionary_dated)}"
    if age > VERY_OLD_DAYS:
        return HealthItem("dictionary", "book", f"{words}, too old", Tone.STOP)
    return HealthItem("dictionary", "book", words, Tone.REASON if age > OLD_DAYS else Tone.TEXT2)


def outbox_item(state: CounterState) -> HealthItem:
    if state.refused:
        return HealthItem("outbox", "outbox", f"{len(state.refused)} refused by EPS", Tone.STOP)
    if not state.unsent:
        return HealthItem("outbox", "outbox", "All sent")
    age = span_words(state.now - state.oldest) if state.oldest else ""
    return HealthItem("outbox", "outbox", f"{state.unsent} to send, oldest {age}")
