"""A paper prescription typed in: whose, by whom, and its items, each with its directions read back."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.patients import PatientRecord
from dispensary.desktop.components import (
    KEY,
    Cell,
    Emptiness,
    IconWords,
    KeyButton,
    ReadPiece,
    RowTable,
    Span,
    TwoLines,
)
from dispensary.desktop.components.buttons import CardDeed
from dispensary.desktop.forms.ui_manual_prescription import Ui_ManualPrescription
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.manual import Entry, Line, ManualModel, Reading, Typed
from dispensary.desktop.views.code_question import CodeQuestion
from dispensary.desktop.views.patient_find import FieldOverList, FindPage
from dispensary.desktop.views.patient_record import banner_of_record
from dispensary.desktop.views.person import about_patient
from dispensary.desktop.views.screen import Go, InHand, Screen, Where
from dispensary.domain.dictionary import Found
from dispensary.domain.identifiers import IssueKey, PatientId, SnomedCode
from dispensary.domain.prescription import Origin
from dispensary.domain.quantity import Quantity
from dispensary.wording.directions import read_back, unread_spans
from dispensary.wording.labels import quantity_words

_FIELDS = ("prescriber", "organisation", "phone", "signed_on", "product", "quantity", "quantity_words")
_KINDS = ((Origin.PAPER, "NHS, on paper"), (Origin.PRIVATE, "Private"))
_MOST_SHOWN = 5
"""So many products are seen at once under the field; the list scrolls to the others."""
_ONE_LINE = 72
_UNREAD = "Not read as a dose. It is kept as it is written, and the label step asks for the dose."


class ProductList(QObject):
    """The products that fit what is typed, under the field: Up and Down move, Enter takes, Esc closes."""

    def __init__(self, ui: Ui_ManualPrescription, model: ManualModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.model = ui, model
        self.rows = RowModel(("Products that fit",), self)
        ui.products.setModel(self.rows)
        ui.products.set_columns((0,))
        ui.products.hide()
        over = FieldOverList(ui.product, ui.products)
        over.entered.connect(self._take)
        ui.product.installEventFilter(self)
        ui.products.opened.connect(lambda _key: self._take())
        ui.products.clicked.connect(lambda _index: self._take())
        model.products.connect(self._show)

    def _show(self, text: str, found: tuple[Found, ...]) -> None:
        table = self.ui.products
        self.rows.show_rows([_product(one) for one in found], [one.code for one in found])
        table.setVisible(bool(found))
        # Both lists together do not fit under the fields of a low window.
        self.ui.items_list.setHidden(bool(found))
        if found:
            table.selectRow(0)
            height = table.verticalHeader().defaultSectionSize() * min(len(found), _MOST_SHOWN)
            table.setFixedHeight(height + table.horizontalHeader().height())
        nothing = bool(text.strip()) and not found
        self.ui.products_none.setText("No product in the dictionary fits these words." if nothing else "")
        self.ui.products_none.setVisible(nothing)

    def close(self) -> None:
        self.ui.products.hide()
        self.ui.products_none.hide()
        self.ui.items_list.show()

    def _take(self) -> None:
        key = self.ui.products.currentIndex().data(KEY)
        if isinstance(key, SnomedCode):
            self.close()
            self.model.choose_product(key)
            self.ui.quantity.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes an open list, and nothing else."""
        keys = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if self.ui.products.isHidden() or event.type() not in keys or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self.close()
        return True


class ManualView(Screen):
    """The screen on which a prescription is typed in."""

    def __init__(self, model: ManualModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_ManualPrescription()
        ui.setupUi(self)
        self._name = self._wrong_date = ""
        self._shown: PatientId | None = None
        self._lines = 0
        self.found = FindPage(ui, model.search, self)
        self.products = ProductList(ui, model, self)
        self.which = CodeQuestion(ui.directions, ui.layout_13, ui.read_back)
        self.items = RowModel(("Medicine", "Quantity"), self)
        ui.items.setModel(self.items)
        ui.items.set_columns((0, 160))
        ui.items.moved.connect(lambda at: ui.line_words.setText(self._whole(at)))
        ui.items_empty.say(Emptiness.NOTHING_YET, "No item yet", "Choose a product, then its quantity and directions.")
        ui.kind.addItems([words for _, words in _KINDS])
        self.take_out = self._take_out_deed(ui.items)
        self._wire()

    def _take_out_deed(self, table: RowTable) -> CardDeed:
        button = CardDeed("Take out, to change it", table.parentWidget(), key="Del", small=True)
        button.clicked.connect(self._drop)
        self.ui.item_deeds.addWidget(button)
        shortcut = QShortcut(QKeySequence("Del"), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._drop)
        return button

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        for name in _FIELDS:
            getattr(ui, name).textEdited.connect(lambda text, name=name: model.change(name, text))
        ui.signed_on.editingFinished.connect(self._date_left)
        ui.quantity.returnPressed.connect(self._after_quantity)
        ui.quantity_words.returnPressed.connect(lambda: ui.directions.setFocus(Qt.FocusReason.TabFocusReason))
        ui.kind.activated.connect(lambda at: model.change("origin", _KINDS[at][0]))
        ui.directions.changed.connect(lambda text: model.change("directions", text))
        ui.directions.accepted.connect(model.add_item)
        ui.add_item.clicked.connect(model.add_item)
        ui.patient.clicked.connect(self._other_patient)
        ui.new_record.clicked.connect(lambda: self.go.emit(Go(Where.PATIENT)))
        ui.set_aside.clicked.connect(model.set_aside)
        ui.back.clicked.connect(self.back)
        ui.look_up.clicked.connect(lambda: self.go.emit(Go(Where.PRODUCT)))
        ui.save.clicked.connect(self._deed)
        self.found.opened.connect(model.choose)
        model.search.found.connect(self._free_choice)
        model.person.connect(self._person)
        model.edited.connect(self._show)
        model.read.connect(self._show_reading)
        model.item_refused.connect(ui.refusal.say)
        model.refused.connect(self._refused)
        model.added.connect(self._added)

    def enter(self, about: Go) -> None:
        self._shown = None
        self.ui.refusal.clear()
        self.products.close()
        self._show_page(self.ui.blank_page)
        self.model.begin(about.patient)

    def in_hand(self) -> InHand | None:
        """The product in the open list, else the one chosen, else the item that is marked."""
        ui, typed = self.ui, self.model.typed
        if ui.pages.currentWidget() is not ui.entry_page:
            return None
        if ui.products.isVisible() and isinstance(code := ui.products.currentIndex().data(KEY), SnomedCode):
            return InHand(code, "")
        lines, at = typed.lines, ui.items.currentIndex().row()
        marked = lines[at].medicine if ui.items.hasFocus() and 0 <= at < len(lines) else None
        medicine = marked or typed.medicine or (lines[-1].medicine if lines else None)
        if medicine is None:
            return InHand(None, typed.product) if typed.product.strip() else None
        return InHand(medicine.code, medicine.name)

    def leave(self) -> None:
        self.model.leave()
        self._show_page(self.ui.blank_page)

    def _show_page(self, page: QWidget) -> None:
        ui = self.ui
        entry, find = page is ui.entry_page, page is ui.find_page
        ui.pages.setCurrentWidget(page)
        ui.patient_banner.setVisible(entry)
        ui.patient.setVisible(entry or (find and self._shown is not None))
        ui.patient.setText("Another patient" if entry else f"Back to {self._name}")
        ui.new_record.setVisible(find)
        ui.new_record.setText("Make a record first")
        ui.save.setVisible(entry or find)
        if not entry:
            ui.set_aside.hide()
            ui.kept_words.setText("")

    def _find(self) -> None:
        ui = self.ui
        self._show_page(ui.find_page)
        ui.save.setText("This patient")
        ui.save.hold("nobody chosen")
        ui.find.setText(self.model.search.text)
        ui.find.setFocus()

    def _other_patient(self) -> None:
        if self.ui.pages.currentWidget() is self.ui.entry_page:
            self._find()
            self.model.search.begin(self.model.search.text)
        else:
            self._show_page(self.ui.entry_page)
            self.model.tell()
            self.ui.product.setFocus()

    def _person(self, found: PatientRecord | None) -> None:
        ui = self.ui
        if found is None:
            self._find()
            return
        patient, today = found.patient, found.now.date()
        fresh = self._shown != patient.id or ui.pages.currentWidget() is not ui.entry_page
        self._shown, self._name = patient.id, patient.name
        ui.patient_banner.show_person(banner_of_record(patient, today))
        ui.person.show_person(about_patient(patient, found.supplies, today))
        self._show_page(ui.entry_page)
        if fresh:
            (ui.product if self.model.typed.prescriber else ui.prescriber).setFocus()

    def _show(self, entry: Entry) -> None:
        ui, typed = self.ui, entry.typed
        if ui.pages.currentWidget() is not ui.entry_page:
            return
        for name in _FIELDS:
            field, words = getattr(ui, name), getattr(typed, name)
            if field.text() != words:
                field.setText(words)
        if ui.directions.text() != typed.directions:
            ui.directions.setText(typed.directions)
        ui.kind.setCurrentIndex([origin for origin, _ in _KINDS].index(typed.origin))
        self._show_product(typed)
        self._show_items(typed.lines)
        self._wrong_date = entry.wrong_date
        if not ui.signed_on.hasFocus() or not entry.wrong_date:
            self._date_left()
        ui.item_heading.setText(f"Item {len(typed.lines) + 1}")
        _hold(ui.add_item, entry.item_missing)
        ui.save.setText("Add prescription")
        _hold(ui.save, entry.missing)
        ui.set_aside.setVisible(entry.begun or entry.aside)
        ui.set_aside.setText("Bring it back" if entry.aside else "Set aside")
        ui.kept_words.setText("Kept from before, not added yet" if entry.kept else "")

    def _show_product(self, typed: Typed) -> None:
        ui, chosen = self.ui, typed.medicine
        ui.words_box.setVisible(chosen is not None and chosen.needs_words)
        if chosen is None:
            ui.product.say()
            ui.item_words.setText("")
            if not typed.product.strip():
                self.products.close()
            return
        ui.product.say("pass", "matched")
        said = []
        if chosen.schedule is not None:
            said.append(f"Controlled drug, schedule {chosen.schedule}")
        if not chosen.known_control:
            said.append("Not known whether it is a controlled drug")
        if chosen.unit:
            said.append(f"counted in {_many(chosen.unit)}")
        words = ", ".join(said)
        ui.item_words.setText(words[:1].upper() + words[1:])

    def _show_items(self, lines: tuple[Line, ...]) -> None:
        ui = self.ui
        more = len(lines) > self._lines
        self._lines = len(lines)
        self.items.show_rows([_line(line) for line in lines], list(range(len(lines))))
        ui.items_list.setCurrentWidget(ui.items_page if lines else ui.items_empty)
        if more and (ui.directions.hasFocus() or ui.add_item.hasFocus()):
            ui.product.setFocus()

    def _date_left(self) -> None:
        wrong = self._wrong_date
        self.ui.signed_refusal.say(wrong)
        self.ui.signed_on.miss(missing=bool(wrong))

    def _show_reading(self, read: Reading) -> None:
        ui, reading = self.ui, read.reading
        self.which.ask(read.asked)
        # The question stands in the place of both lines that say it is not read: a low window has no room for all.
        ui.read_back.setVisible(read.asked is None)
        if reading is None:
            ui.read_back.show_reading((), "", "", Tone.PASS)
            ui.reading.clear()
            ui.directions.underline(())
            return
        if read.sentence:
            pieces = [ReadPiece(what, words) for what, words in read_back(reading, read.unit)]
            ui.read_back.show_reading(pieces, "pass", "every part understood", Tone.PASS)
            ui.reading.say(f"Label: {read.sentence}", Tone.INFO)
        else:
            ui.read_back.show_reading((), "", "", Tone.PASS)
            ui.reading.say("" if read.asked else _UNREAD, Tone.REASON)
        ui.directions.underline(
            Span(start, length) for start, length in unread_spans(ui.directions.text(), reading.unparsed)
        )

    def _after_quantity(self) -> None:
        ui = self.ui
        if ui.words_box.isHidden():
            ui.directions.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            ui.quantity_words.setFocus()

    def _whole(self, at: int) -> str:
        lines = self.model.typed.lines
        return f"{lines[at].medicine.name}: {lines[at].directions}" if at < len(lines) else ""

    def _drop(self) -> None:
        self.model.drop_item(self.ui.items.currentIndex().row())

    def _deed(self) -> None:
        """The one next step of the page."""
        if self.ui.pages.currentWidget() is self.ui.entry_page:
            self.model.add()
        else:
            self.model.search.enter()

    def _free_choice(self, _text: str, people: tuple[object, ...]) -> None:
        if self.ui.pages.currentWidget() is self.ui.find_page:
            _hold(self.ui.save, "" if people else "nobody found")

    def _refused(self, words: str) -> None:
        if self.ui.pages.currentWidget() is self.ui.entry_page:
            self.ui.refusal.say(words)
        else:
            self.notice.emit(words)

    def _added(self, key: IssueKey) -> None:
        self.go.emit(Go(Where.CLINICAL_CHECK, key=key))


def _hold(button: KeyButton, missing: str) -> None:
    if missing:
        button.hold(missing)
    else:
        button.free()


def _many(unit: str) -> str:
    """tablets, ml: what a quantity counts."""
    return quantity_words(Quantity(Decimal(2), unit)).removeprefix("2 ")


def _product(found: Found) -> tuple[Cell, ...]:
    """The name whole, on two lines where it is long: it is never cut (conformance row 1.8.7)."""
    if len(found.name) <= _ONE_LINE:
        return (IconWords(found.name),)
    at = found.name.rfind(" ", 0, _ONE_LINE)
    return (TwoLines(found.name[:at], found.name[at + 1 :]),)


def _line(line: Line) -> tuple[Cell, ...]:
    read = line.sentence or f"“{line.directions}” is not read as a dose"
    icon, tone = ("", Tone.TEXT2) if line.sentence else ("reason", Tone.REASON)
    quantity = quantity_words(Quantity(line.quantity, line.medicine.unit or ""))
    words = "" if line.words is None else (line.words or "no quantity in words")
    return TwoLines(line.medicine.name, read, icon, tone), TwoLines(quantity, words)
