"""What the status bar says about the counter's state: who is responsible, the dictionary, what waits to be sent."""

from dispensary.application.ports.scanner import ScannerState
from dispensary.application.queries.counter import CounterState
from dispensary.desktop.components import HealthItem
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.domain.dictionary import Freshness
from dispensary.wording.labels import date_words
from dispensary.wording.scanners import BY_KEYBOARD, READY, REFUSED, SEARCHING, lost_count_words
from dispensary.wording.times import span_words


def duty_item(state: CounterState) -> HealthItem:
    """The status bar's item: who is responsible, whether they are there, and how much absence the day has left.

    It is whole in any window: by law the name is to be seen.
    """
    if state.duty is None:
        return HealthItem("rp", "patient", "No responsible pharmacist", Tone.REASON)
    left = f"{state.minutes_left} min"
    if state.away is not None:
        said = f"{state.duty.name} absent,"
        return HealthItem("rp", "clock", said, Tone.REASON, f"{left} left", Action.ABSENCE, whole=True)
    used = state.minutes_left < state.premises.supervision.absence_minutes
    said = f"{state.duty.name}, {left} absence left" if used else state.duty.name
    return HealthItem("rp", "patient", "Responsible pharmacist", strong=said, action=Action.ABSENCE, whole=True)


def eps_item(state: CounterState, *, out: bool) -> HealthItem:
    if out:
        return HealthItem("eps", "cloud-off", "EPS out of reach", Tone.REASON)
    words = "Demo EPS connected" if state.simulated else "EPS connected"
    return HealthItem("eps", "cloud", words, Tone.PASS, short=words.removesuffix(" connected"))


def printer_item(state: CounterState, *, out: bool, sending: bool = False, into_folder: bool = False) -> HealthItem:
    """sending: something is on its way at this moment, and is in doubt only until it has arrived. into_folder: there is
    no label printer.
    """
    doubtful = state.in_doubt and not sending
    if out:
        waiting = f"{state.in_doubt} in doubt" if doubtful else f"{state.to_print} waiting"
        return HealthItem("printer", "printer", f"Printer: {waiting}", Tone.REASON)
    if doubtful:
        return HealthItem("printer", "printer", f"Labels in doubt: {state.in_doubt}", Tone.REASON)
    if into_folder:
        return HealthItem("printer", "printer", "No label printer: into a folder", Tone.REASON, short="No printer")
    return HealthItem("printer", "printer", "Label printer ready", Tone.PASS, short="Printer")


def scanner_item(state: ScannerState | None, lost: int = 0) -> HealthItem:
    """None: it types like a keyboard, and has no state to show. lost: how often something was thrown away."""
    words, short, tone = {
        None: (BY_KEYBOARD, "Scanner", Tone.TEXT2),
        ScannerState.CONNECTED: (READY, "", Tone.PASS),
        ScannerState.SEARCHING: (SEARCHING, "", Tone.REASON),
        ScannerState.REFUSED: (REFUSED, "", Tone.REASON),
        ScannerState.STOPPED: (SEARCHING, "", Tone.REASON),
    }[state]
    if lost:
        words, short, tone = f"{words}, {lost_count_words(lost)}", lost_count_words(lost), Tone.REASON
    return HealthItem("scanner", "scanner", words, tone, short=short)


def dictionary_item(state: CounterState) -> HealthItem:
    """Its date, loud once it is old: never over 2 months (conformance row 1.8.2). Pressed, it looks a product up."""
    words = f"Dictionary {date_words(state.dictionary_dated)}"
    said, short, tone = {
        Freshness.FRESH: (words, "Dictionary", Tone.TEXT2),
        Freshness.AGEING: (f"{words}, a newer one is out", "Newer dictionary", Tone.REASON),
        Freshness.OLD: (f"{words}, too old", "Dictionary too old", Tone.STOP),
    }[state.freshness]
    if state.starter:
        said, short, tone = "Starter dictionary", "", Tone.REASON
    return HealthItem("dictionary", "book", said, tone, short=short)


def outbox_item(state: CounterState) -> HealthItem:
    if state.refused:
        return HealthItem("outbox", "outbox", f"{len(state.refused)} refused by EPS", Tone.STOP)
    if not state.unsent:
        return HealthItem("outbox", "outbox", "All sent")
    age = span_words(state.now - state.oldest) if state.oldest else ""
    waiting = f"{state.unsent} to send"
    return HealthItem("outbox", "outbox", f"{waiting}, oldest {age}", short=waiting)
