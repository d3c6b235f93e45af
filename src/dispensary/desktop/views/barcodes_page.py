"""The mapped barcodes on the screen, and the form in which a pharmacist says which pack carries one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.mapped_barcodes import MappedLine
from dispensary.desktop.components import KEY, Cell, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_barcodes_page import Ui_BarcodesPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.barcodes import BarcodesModel
from dispensary.desktop.views.patient_find import FieldOverList
from dispensary.desktop.views.product import found_row
from dispensary.domain.accuracy.mapped import Known
from dispensary.domain.dictionary import Found, Kind
from dispensary.wording.barcodes import (
    A_PHARMACIST,
    CHOOSE_PACK,
    MAP_IT,
    NO_PACK,
    NONE_YET,
    NONE_YET_HOW,
    PACK_CHOSEN,
    TAKE_IT_BACK,
    WHY_IT_IS,
    WHY_NOT,
    standing_words,
    under_words,
)
from dispensary.wording.labels import date_words


class BarcodesPage(QWidget):
    """Signal: mapped(words) once one was mapped."""

    mapped = Signal(str)

    def __init__(self, model: BarcodesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_BarcodesPage()
        ui.setupUi(self)
        self._lines: tuple[MappedLine, ...] = ()
        self._read = False
        self._found: dict[object, Found] = {}
        self._pack: Found | None = None
        self.rows = RowModel(("Pack", "Barcode", "Mapped", "How it stands"), self)
        ui.barcodes.setModel(self.rows)
        ui.barcodes.set_columns((0, 150, 170, 220))
        self.packs = RowModel(("What it is", "Name"), self)
        ui.packs.setModel(self.packs)
        ui.packs.set_columns((196, 0))
        self._wire()
        self._clear()
        ui.why.hide()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        ui.map_one.clicked.connect(lambda: self.map_one(""))
        ui.take_back.clicked.connect(self._ask_why)
        ui.accept.clicked.connect(self._accept)
        ui.reason.returnPressed.connect(self._accept)
        ui.barcodes.moved.connect(lambda _: self._deeds())
        ui.product.textEdited.connect(self._typed)
        FieldOverList(ui.product, ui.packs).entered.connect(lambda: self._choose(ui.packs.currentIndex().data(KEY)))
        ui.packs.opened.connect(self._choose)
        model.listed.connect(self._listed)
        model.found.connect(self._show_found)
        model.scanned.connect(ui.gtin.setText)
        model.refused.connect(self._refused)
        model.mapped.connect(self._mapped)
        model.taken_back.connect(self._taken_back)
        model.forgotten.connect(self._clear)

    def begin(self) -> None:
        """What this person began to type is still there."""
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        self._read = False
        self._close()
        self.model.begin()

    def end(self) -> None:
        self.model.end()

    def closes(self) -> bool:
        """Esc closes the form or the question why; what was typed stays."""
        if not self._asking:
            return False
        self._close()
        return True

    def on_scan(self, raw: str) -> bool:
        """The barcode to map."""
        return self._mapping and self.model.scan(raw)

    def map_one(self, barcode: str) -> None:
        """The form, for that barcode where one waits at the bench."""
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        if barcode and barcode != ui.gtin.text():
            self._clear()
            ui.gtin.setText(barcode)
        ui.pages.setCurrentWidget(ui.entry_page)
        ui.reason_label.setText(WHY_IT_IS)
        ui.reason.setAccessibleName(WHY_IT_IS)
        ui.why.show()
        self._deeds()
        (ui.product if ui.gtin.text() else ui.gtin).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _mapping(self) -> bool:
        return self.ui.pages.currentWidget() is self.ui.entry_page

    @property
    def _asking(self) -> bool:
        return not self.ui.why.isHidden()

    def _clear(self) -> None:
        ui = self.ui
        for field in (ui.gtin, ui.product, ui.reason):
            field.clear()
        self._pack = None
        self._show_found(())
        ui.chosen.say(NO_PACK, Tone.INFO)

    def _close(self) -> None:
        ui = self.ui
        ui.why.hide()
        ui.pages.setCurrentWidget(ui.empty_page if self._read and not self._lines else ui.list_page)
        self._deeds()
        ui.barcodes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listed(self, lines: tuple[MappedLine, ...]) -> None:
        ui = self.ui
        self._lines, self._read = lines, True
        self.rows.show_rows([_row(each) for each in lines], [each.held.gtin.value for each in lines])
        ui.empty.say(Emptiness.NOTHING_YET, NONE_YET, NONE_YET_HOW)
        if lines and ui.barcodes.currentIndex().row() < 0:
            ui.barcodes.selectRow(0)
        if not self._asking:
            self._close()

    def _chosen(self) -> MappedLine | None:
        at = self.ui.barcodes.currentIndex().row()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _deeds(self) -> None:
        """Which deeds there are now; one of them is filled."""
        ui, chosen = self.ui, self._chosen()
        ui.accept.setVisible(self._asking)
        ui.accept.setText(MAP_IT if self._mapping else TAKE_IT_BACK)
        ui.map_one.setVisible(not self._asking)
        ui.take_back.setVisible(not self._asking and chosen is not None and not chosen.held.removed)
        for button in (ui.map_one, ui.take_back):
            if self.model.pharmacist:
                button.free()
            else:
                button.hold(A_PHARMACIST)

    def _ask_why(self) -> None:
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        ui.reason.clear()
        ui.reason_label.setText(WHY_NOT)
        ui.reason.setAccessibleName(WHY_NOT)
        ui.why.show()
        self._deeds()
        ui.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self._pack = None
        self.ui.chosen.say(NO_PACK, Tone.INFO)
        self.model.type(text)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        self._found = {each.code: each for each in found}
        self.packs.show_rows([found_row(each) for each in found], [each.code for each in found])
        if found:
            self.ui.packs.selectRow(0)

    def _choose(self, code: object) -> None:
        """A pack is chosen; of a product its packs are listed."""
        found = self._found.get(code)
        if found is None:
            return
        if found.kind is not Kind.AMPP:
            self.model.open(found.code)
            self.ui.packs.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._pack = found
        self.ui.chosen.say(PACK_CHOSEN.format(name=found.name), Tone.PASS)
        self.ui.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        ui, chosen = self.ui, self._chosen()
        ui.refusal.clear()
        if self._mapping and self._pack is None:
            ui.refusal.say(CHOOSE_PACK)
            ui.product.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._mapping and self._pack is not None:
            self.model.map(ui.gtin.text(), self._pack.code, ui.reason.text())
        elif chosen is not None:
            self.model.take_back(chosen.held, ui.reason.text())

    def _mapped(self, words: str) -> None:
        self._clear()
        self._close()
        self.ui.said.say(words, Tone.PASS)
        self.mapped.emit(words)

    def _taken_back(self, words: str) -> None:
        self.ui.reason.clear()
        self._close()
        self.ui.said.say(words, Tone.PASS)

    def _refused(self, words: str) -> None:
        self.ui.said.clear()
        self.ui.refusal.say(words)


_LOOKS = {Known.KNOWN: ("pass", Tone.PASS), Known.PROVING: ("clock", Tone.REASON), Known.LAPSED: ("", Tone.TEXT2)}


def _row(line: MappedLine) -> tuple[Cell, ...]:
    held = line.held
    icon, tone = _LOOKS[line.standing]
    return (
        TwoLines(held.name, held.reason),
        IconWords(held.gtin.value),
        TwoLines(date_words(held.at.date()), line.by),
        TwoLines(standing_words(held, line.standing, line.needed), under_words(held, line.until), icon, tone),
    )
