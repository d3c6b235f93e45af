"""What the prescription screen says of a line and of its label: from the read model to the kit's values."""

from PySide6.QtGui import QImage

from dispensary.application.label import Draft
from dispensary.application.ports.documents import Raster
from dispensary.application.queries.changes import Change, ChangeKind
from dispensary.application.queries.detail import Detail, ItemDetail
from dispensary.application.queries.prescription import Next, alive, due, to_label
from dispensary.desktop.components import ItemTab, Span, TextField
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.label_entry import as_recorded, checked_words
from dispensary.desktop.view_models.prescription import Shown
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import DirectionsUnread
from dispensary.domain.workflow import Stage
from dispensary.wording.directions import unread_spans
from dispensary.wording.labels import date_words
from dispensary.wording.prescription_steps import STATES, moved_words
from dispensary.wording.product import doubt_words

NAME_MARGIN = 28
DOTS_PER_MM = 8
_DONE = frozenset({Stage.LABELLED, Stage.ASSEMBLED, Stage.ACCURACY_CHECKED, Stage.BAGGED, Stage.HANDED_OUT})
_TONES = {Stage.QUERIED: Tone.REASON, Stage.OWING: Tone.REASON} | dict.fromkeys(_DONE, Tone.PASS)
_LINE_ENDS = {"0005": ("Cancelled", "cross"), "0006": ("Expired", "expiry")}
_MARKS = {
    ChangeKind.NEW: "New",
    ChangeKind.DOSE_UP: "Dose up",
    ChangeKind.DOSE_DOWN: "Dose down",
    ChangeKind.OTHER: "Changed",
}
ACCEPT = {
    Next.SEEN: ("Seen, take off the list", Action.ACCEPT),
    Next.SEND_BACK: ("Send it back to EPS", Action.ACCEPT),
    Next.RECORD: ("Choose the record", Action.PATIENT),
    Next.ANSWER: ("Keep the answer", Action.ACCEPT),
    Next.CHECK: ("Clinical check", Action.OPEN),
    Next.LABEL: ("Accept and next", Action.ACCEPT),
    Next.NEXT_ITEM: ("Next item", Action.ACCEPT),
    Next.ASSEMBLE: ("Picked and labelled", Action.ACCEPT),
    Next.BENCH: ("Accuracy check", Action.OPEN),
    Next.HAND_OUT: ("Hand out", Action.OPEN),
    Next.STOCK: ("Stock arrived", Action.OWING),
    Next.CLAIM: ("Claim", Action.FINISH),
}


def tab_of(found: Detail, entry: ItemDetail, current: ItemDetail) -> ItemTab:
    words, icon = STATES[entry.work.stage]
    tone = _TONES.get(entry.work.stage, Tone.TEXT2)
    if found.held.failed:
        words, icon, tone = "Not to be dispensed", "stop", Tone.STOP
    elif entry.item.line_status in _LINE_ENDS:
        words, icon = _LINE_ENDS[entry.item.line_status]
        tone = Tone.TEXT2
    elif alive(entry) and entry.needs_check and entry.work.stage is not Stage.RECEIVED:
        words, icon, tone = "Check again", "reason", Tone.REASON
    elif entry is current and to_label(found, entry):
        words, icon, tone = "Directions", "label", Tone.ACCENT
    return ItemTab(entry.item.item_id.value, entry.item.name, words, icon, tone)


def mark_of(change: Change) -> str:
    return _MARKS.get(change.kind, "")


def alert_of(found: Detail, current: ItemDetail) -> tuple[Tone, str, str] | None:
    """What stands in the way, the gravest first."""
    if found.held.failed:
        why = found.held.failed.rstrip(".")
        words = f"{why}. It can be looked at and nothing else. Ask the prescriber for a new one."
        return Tone.STOP, "This may not be dispensed", words
    if found.patient is None:
        words = "No record here matches in every detail. Choose one or make a new one, then the work can go on."
        return Tone.REASON, "Whose record is this?", words
    if current.work.stage is Stage.QUERIED:
        return Tone.REASON, "Waits for the prescriber’s answer", current.work.note or "No question was kept."
    if current.work.stage is Stage.OWING:
        return Tone.REASON, "Owed", current.work.note or "Nothing of it can go out until the stock has arrived."
    if not alive(current):
        return None
    if current.last_day is not None and current.last_day < found.now.date():
        words = f"It could be dispensed until {date_words(current.last_day)}. Mark it not supplied."
        return Tone.STOP, "Expired", words
    if current.needs_check:
        return _unchecked(current)
    return None


def _unchecked(current: ItemDetail) -> tuple[Tone, str, str]:
    if current.work.entered_directions is not None and current.work.approval is None:
        words = f"The directions are now “{current.work.entered_directions}”. A pharmacist looks at the new dose first."
        return Tone.REASON, "The dose was changed here", words
    if current.work.approval is not None:
        words = "Something that the clinical check rested on has changed since. A pharmacist checks it again."
        return Tone.REASON, "The clinical check no longer stands", words
    return Tone.INFO, "Not clinically checked yet", "A pharmacist checks it, then its label can be made."


def label_deed_of(found: Detail, current: ItemDetail) -> str:
    if current.work.stage is not Stage.CLINICALLY_CHECKED:
        return "Make the label again"
    more = any(to_label(found, entry) for entry in found.items if entry is not current)
    return "Accept and next" if more else "Accept, finish labels"


def recorded_now(shown: Shown) -> str:
    """What is recorded of a line that was changed elsewhere, against what was typed for it."""
    work, recorded = shown.current.work, as_recorded(shown.current)
    codes = [product.code for product in shown.products]
    out = shown.products[codes.index(recorded.product) if recorded.product in codes else 0]
    other = out.name if out != shown.products[shown.chosen] else ""
    directions = work.label.directions if work.label is not None else checked_words(shown.current)
    return moved_words(work.stage, work.supplying or due(shown.current), directions, other)


def understood(made: Draft) -> tuple[str, str, Tone]:
    if made.back_to_check:
        return "reason", "not the dose that was checked", Tone.REASON
    if made.as_written:
        return "not-checked", "not read as a dose: prints as written, check by eye", Tone.NOT_CHECKED
    return "pass", "every part understood", Tone.PASS


def unread_of(typed: str, refusal: Refusal | None) -> tuple[Span, ...]:
    if not isinstance(refusal, DirectionsUnread):
        return ()
    return tuple(Span(start, length) for start, length in unread_spans(typed, refusal.words))


def image_of(page: Raster) -> QImage:
    """The printer's dots as they are, one pixel a dot."""
    shown = QImage(page.dots, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
    return shown.copy()


def stock_of(page: Raster) -> str:
    return f"{page.width / DOTS_PER_MM:.0f} × {page.height / DOTS_PER_MM:.0f} mm"


def show_product(product: TextField, shown: Shown) -> None:
    """The product that goes out, and whether it is the prescribed one or one to look at twice."""
    name = shown.products[shown.chosen].name
    product.setText(name)
    product.setToolTip(name)
    product.setCursorPosition(0)
    if not shown.current.known:
        state = ("not-checked", doubt_words(shown.current.product, None), Tone.NOT_CHECKED)
    elif shown.current.doubtful and not shown.chosen:
        state = ("reason", doubt_words(shown.current.product, shown.current.moved), Tone.REASON)
    elif shown.chosen:
        state = ("info", f"{shown.chosen + 1} of {len(shown.products)}", Tone.INFO)
    else:
        state = ("pass", "as prescribed", Tone.PASS)
    product.say(*state)
    # The name goes before its state: the whole of it stands on the label too, and is never cut there.
    room = product.width() - product.textMargins().right() - NAME_MARGIN
    if (shown.chosen or not shown.current.doubtful) and product.fontMetrics().horizontalAdvance(name) > room:
        product.say()
