"""The worklist: stages as tabs, rows by promise, and what is stuck about the chosen one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.detail import Detail, ItemDetail
from dispensary.application.queries.worklist import Tab, WorkRow
from dispensary.desktop.components import (
    Cell,
    Chip,
    Chips,
    Emptiness,
    Figure,
    Filter,
    IconWords,
    Line,
    Stage,
    Summary,
    SummaryItem,
    TwoLines,
    WayOn,
)
from dispensary.desktop.forms.ui_worklist import Ui_Worklist
from dispensary.desktop.keymap import Action
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.worklist import NEXT_SERVICE, SOON_DAYS, FilterKey, Shown, WorklistModel, count
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.domain.barcodes import read_scan
from dispensary.domain.dispensing import Service
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.workflow import Stage as ItemStage
from dispensary.wording.labels import date_words, quantity_words
from dispensary.wording.times import span_words, waiting_words
from dispensary.wording.work import NEEDS, SERVICES, STAGES, items_words, kind_words

TABS = {
    Tab.NEW: ("New", "prescription"),
    Tab.CLINICAL_CHECK: ("Clinical check", "prescription"),
    Tab.TO_LABEL: ("To label", "label"),
    Tab.TO_ASSEMBLE: ("To assemble", "pack"),
    Tab.ACCURACY_CHECK: ("Accuracy check", "scanner"),
    Tab.BAGGED: ("Bagged", "bag"),
    Tab.OWING: ("Owing", "owing"),
    Tab.QUERY: ("Query", "speech"),
    Tab.TO_CLAIM: ("To claim", "outbox"),
}
_NONE_AT = {
    Tab.CLINICAL_CHECK: "Nothing waits for a clinical check",
    Tab.TO_LABEL: "Nothing waits for a label",
    Tab.TO_ASSEMBLE: "Nothing waits to be picked",
    Tab.ACCURACY_CHECK: "Nothing waits for an accuracy check",
    Tab.BAGGED: "No bag waits on the shelf",
    Tab.OWING: "Nothing is owed",
    Tab.QUERY: "No question is open",
    Tab.TO_CLAIM: "Nothing is left to claim",
}
_SERVICE_ICONS = {Service.WAITER: "waiter", Service.COLLECT: "bag", Service.DELIVER: "van"}
_OPENS = {
    Tab.CLINICAL_CHECK: Where.CLINICAL_CHECK,
    Tab.ACCURACY_CHECK: Where.ACCURACY_CHECK,
    Tab.BAGGED: Where.HAND_OUT,
}


class WorklistView(Screen):
    """Home. Signal: search_left() when somebody wants the whole list back."""

    task = False
    search_left = Signal()

    def __init__(self, model: WorklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_Worklist()
        ui.setupUi(self)
        self.rows = RowModel(("Due", "Patient", "Items", "For", "Look out for", "Stage"), self)
        ui.table.setModel(self.rows)
        ui.table.set_columns((120, 232, 56, 100, 0, 150))
        ui.empty.chosen.connect(lambda _way: self.search_left.emit())
        ui.promise.clicked.connect(model.promise_next)
        ui.ask_eps.clicked.connect(model.ask_eps)
        ui.stages.chosen.connect(model.choose_tab)
        ui.filters.chosen.connect(model.choose_filter)
        ui.table.opened.connect(self._open_key)
        ui.table.moved.connect(model.choose)
        ui.open.clicked.connect(self._open)
        ui.patient.clicked.connect(self._patient)
        ui.add_prescription.clicked.connect(lambda: self.go.emit(Go(Where.MANUAL)))
        model.shown.connect(self._show)
        model.summary.connect(self._summarise)
        model.refused.connect(self.notice)
        model.asked.connect(self.notice)
        model.opened.connect(self._open_key)

    def enter(self, about: Go) -> None:
        if about.key is not None:
            self.model.choose(about.key)
        self.model.begin()
        self.ui.table.setFocus()

    def leave(self) -> None:
        self.model.end()

    def on_scan(self, raw: str) -> bool:
        """A token asks EPS for its prescription; a label opens what it belongs to; a bag is the hand-out's."""
        scan = read_scan(raw)
        if scan.prescription is not None:
            self.model.find(scan.prescription.value)
            return True
        if scan.bag is not None:
            return False
        self.model.open_scan(raw)
        return True

    def _show(self, shown: Shown) -> None:
        ui = self.ui
        ui.stages.set_stages(_stages(shown))
        ui.stages.choose(shown.tab.value if shown.tab else "all")
        ui.filters.set_filters(_filters(shown.every), shown.filter.value)
        self.rows.show_rows([_cells(row, shown.now) for row in shown.rows], [row.key for row in shown.rows])
        ui.list.setCurrentWidget(ui.rows_page if shown.rows else ui.empty)
        if not shown.rows:
            ui.empty.say(*_emptiness(shown))
        chosen = self.model.chosen
        place = self.rows.place_of(chosen) if chosen is not None else None
        if place is not None and not ui.table.selectionModel().isRowSelected(place, QModelIndex()):
            ui.table.selectRow(place)

    def _summarise(self, found: Detail | None) -> None:
        ui = self.ui
        for deed in (ui.open, ui.patient, ui.promise):
            deed.setVisible(found is not None)
        if found is None:
            ui.summary.clear()
            return
        self.ui.summary.show_summary(summary_of(found))
        self.ui.open.setText(_open_words(self.model.row(found.held.key)))
        self.ui.promise.setText(NEXT_SERVICE[found.held.service][1])

    def _open(self) -> None:
        if self.model.chosen is not None:
            self._open_key(self.model.chosen)

    def _open_key(self, key: object) -> None:
        row = self.model.row(key) if isinstance(key, IssueKey) else None
        if row is not None:
            where = _OPENS.get(row.tab, Where.PRESCRIPTION)
            self.go.emit(Go(where, key=row.key))

    def _patient(self) -> None:
        if self.model.chosen is not None:
            self.go.emit(Go(Where.PATIENT, key=self.model.chosen))


def _open_words(row: WorkRow | None) -> str:
    words = {
        Tab.CLINICAL_CHECK: "Clinical check",
        Tab.ACCURACY_CHECK: "Accuracy check",
        Tab.BAGGED: "Hand out",
    }
    return words.get(row.tab, "Open prescription") if row is not None else "Open prescription"


def _stages(shown: Shown) -> Sequence[Stage]:
    tabs = [Stage("all", "All open", len(shown.every))]
    for tab, (words, _) in TABS.items():
        here = [row for row in shown.every if row.tab is tab]
        tabs.append(_stage(tab, words, here, shown.now))
    return tabs


def _stage(tab: Tab, words: str, here: list[WorkRow], now: datetime) -> Stage:
    late = sum(row.promised_at is not None and row.promised_at < now for row in here)
    stops = sum(row.stops > 0 for row in here)
    if stops:
        return Stage(tab.value, words, len(here), "1 stop" if stops == 1 else f"{stops} stops", "stop", Tone.STOP)
    if late:
        return Stage(tab.value, words, len(here), f"{late} late", "clock", Tone.REASON)
    if here and tab in (Tab.NEW, Tab.QUERY):
        oldest = min(row.received_at for row in here)
        return Stage(tab.value, words, len(here), f"oldest {span_words(now - oldest)}")
    return Stage(tab.value, words, len(here))


def _filters(every: tuple[WorkRow, ...]) -> Sequence[Filter]:
    given = (
        (FilterKey.ALL, "Everything", ""),
        (FilterKey.WAITERS, "Waiters", "waiter"),
        (FilterKey.DELIVERIES, "Deliveries", "van"),
        (FilterKey.NEEDS, "Needs", "speech"),
        (FilterKey.EXPIRING, "Expiring", "expiry"),
    )
    return [Filter(key.value, words, count(every, key), icon) for key, words, icon in given]


def _emptiness(shown: Shown) -> tuple[Emptiness, str, str, tuple[WayOn, ...]]:
    if not shown.every:
        return (
            Emptiness.NOTHING_YET,
            "No prescription is open",
            "EPS is asked every 5 minutes. A paper prescription can be typed in.",
            (),
        )
    if shown.text:
        words = "The search looks at names, NHS numbers and prescription IDs of what is open here."
        return Emptiness.NO_MATCH, f"Nothing matches “{shown.text}”", words, (WayOn("all", "Show all", Action.BACK),)
    if shown.filter is not FilterKey.ALL:
        return Emptiness.NO_MATCH, "Nothing fits this filter", "Choose “Everything”, or another stage.", ()
    title = _NONE_AT.get(shown.tab, "Nothing waits here") if shown.tab is not None else "Nothing waits here"
    return Emptiness.GOOD_NEWS, title, "The other stages show what is left.", ()


def _cells(row: WorkRow, now: datetime) -> tuple[Cell, ...]:
    first, away, late = waiting_words(row.received_at, row.promised_at, now)
    due = TwoLines(first, away or "not promised", "clock" if late else "", Tone.STOP if late else Tone.TEXT2)
    born = date_words(row.birth_date) if row.birth_date else ""
    person = TwoLines(row.name, " · ".join(part for part in (born, row.nhs_number) if part))
    words, icon = TABS[row.tab]
    return (
        due,
        person,
        Figure(str(row.items)),
        IconWords(SERVICES[row.service], _SERVICE_ICONS[row.service]),
        Chips(_chips(row)),
        IconWords(words, icon),
    )


def _chips(row: WorkRow) -> tuple[Chip, ...]:
    """What to look out for, the gravest first."""
    chips = []
    if row.failed:
        chips.append(Chip("Signature not valid", Tone.STOP))
    if row.stops:
        chips.append(Chip("1 stop" if row.stops == 1 else f"{row.stops} stops", Tone.STOP))
    if row.reasons:
        chips.append(Chip("1 reason" if row.reasons == 1 else f"{row.reasons} reasons", Tone.REASON))
    if row.unread_doses:
        chips.append(Chip("Dose not checked", Tone.NOT_CHECKED))
    if not row.linked and not row.failed:
        chips.append(Chip("No record matched", Tone.REASON, "patient"))
    if row.cancelled:
        chips.append(
            Chip("1 line cancelled" if row.cancelled == 1 else f"{row.cancelled} cancelled", Tone.INFO, "cross")
        )
    if row.days_left is not None and row.days_left <= SOON_DAYS:
        chips.append(Chip(_expiry_words(row.days_left), Tone.REASON, "expiry"))
    if row.controlled in (2, 3):
        chips.append(Chip("CD", Tone.INFO, "cd"))
    if row.owing:
        chips.append(Chip("Owing", Tone.REASON, "owing"))
    chips += [Chip(NEEDS[need], Tone.ACCENT, "speech") for need in row.communication]
    return tuple(chips)


def _expiry_words(days: int) -> str:
    if days < 0:
        return "Expired"
    if days == 0:
        return "Expires today"
    return "1 day left" if days == 1 else f"{days} days left"


def summary_of(found: Detail) -> Summary:
    """The panel beside the list: what this is, what is stuck, what next."""
    held, sent = found.held, found.held.prescription
    alert_tone, alert, words = _alert(found)
    kind = kind_words(sent.treatment, sent.origin, sent.repeat.issue, sent.repeat.authorised)
    return Summary(
        name=sent.patient.name,
        came=f"Came in {held.received_at:%H:%M}, {date_words(held.received_at.date())}",
        alert_tone=alert_tone,
        alert=alert,
        alert_words=words,
        items_heading=f"{items_words(len(held.items))}, {kind.lower()}",
        items=tuple(_item(entry) for entry in found.items),
        lines=_lines(found),
    )


def _alert(found: Detail) -> tuple[Tone | None, str, str]:
    if found.held.failed:
        return Tone.STOP, "Not to be dispensed", f"{found.held.failed.rstrip('.')}. Ask the prescriber for a new one."
    if found.patient is None:
        return (
            Tone.REASON,
            "Whose record is this?",
            "No record here matches in every detail. Choose or create one (F3).",
        )
    if found.held.held_pack is not None:
        return Tone.STOP, "A wrong pack waits", "The accuracy check was stopped. Open it and say what was wrong."
    queried = next((entry.work.note for entry in found.items if entry.work.stage is ItemStage.QUERIED), "")
    return (Tone.REASON, "Waits for an answer", queried) if queried else (None, "", "")


def _item(entry: ItemDetail) -> SummaryItem:
    quantity = quantity_words(entry.item.quantity) if entry.item.quantity else "quantity not given"
    return SummaryItem(entry.item.name, quantity, STAGES[entry.work.stage] if not entry.needs_check else "")


def _lines(found: Detail) -> tuple[Line, ...]:
    patient = found.patient
    if patient is None:
        return ()
    lines = []
    if patient.communication or patient.communication_note:
        needs = ", ".join(NEEDS[need] for need in patient.communication)
        lines.append(Line(". ".join(part for part in (needs, patient.communication_note) if part), icon="speech"))
    if patient.goal is not None:
        lines.append(Line(f"“{patient.goal.words}”", icon="goal"))
    return tuple(lines)
