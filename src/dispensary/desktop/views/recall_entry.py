"""The form that enters a recall from its notice. What was typed stays until it is recorded."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from dispensary.desktop.components import KEY
from dispensary.desktop.forms.ui_recall_entry import Ui_RecallEntry
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.recall_entry import NoticeFields, RecallEntryModel
from dispensary.desktop.views.patient_find import FieldOverList
from dispensary.desktop.views.product import found_row
from dispensary.domain.dictionary import Found
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.recalls import RecallClass, RecalledProduct, RecallLevel
from dispensary.wording.recalls import CHOOSE_PRODUCT, CLASSES, LEVELS, NO_PRODUCT, PRODUCT_CHOSEN
from dispensary.wording.typed import listed


class RecallEntry(QWidget):
    """Fields in two columns; the product is found by typing, barcodes come from the scanner too."""

    def __init__(self, model: RecallEntryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_RecallEntry()
        ui.setupUi(self)
        for urgency, words in CLASSES.items():
            ui.urgency.addItem(words, urgency.value)
        for level, words in LEVELS.items():
            ui.level.addItem(words, level.value)
        for box in (ui.urgency, ui.level):
            # The longest choice would push the fields beside it together.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._product: RecalledProduct | None = None
        self._names: dict[SnomedCode, str] = {}
        self.results = RowModel(("What it is", "Name"), self)
        ui.products.setModel(self.results)
        ui.products.set_columns((196, 0))
        FieldOverList(ui.product, ui.products).entered.connect(self._choose_marked)
        ui.products.opened.connect(self._choose)
        ui.product.textEdited.connect(self._typed)
        model.found.connect(self._found)
        model.scanned.connect(self._scanned)
        model.refused.connect(ui.refusal.say)
        self.clear()

    def begin(self) -> None:
        """The form is shown; what was typed before still stands in it."""
        self.ui.refusal.clear()
        self.ui.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """An empty form, for the next notice or the next person."""
        ui = self.ui
        for line in self.findChildren(QLineEdit):
            line.clear()
        for lines in self.findChildren(QPlainTextEdit):
            lines.clear()
        ui.urgency.setCurrentIndex(ui.urgency.findData(RecallClass.IN_48_HOURS.value))
        ui.level.setCurrentIndex(ui.level.findData(RecallLevel.PATIENT.value))
        ui.refusal.clear()
        self._product = None
        self._found(())
        ui.chosen.say(NO_PRODUCT, Tone.INFO)

    def record(self) -> None:
        """Records what stands in the fields."""
        ui = self.ui
        ui.refusal.clear()
        if ui.product.text().strip() and self._product is None:
            ui.refusal.say(CHOOSE_PRODUCT)
            ui.product.setFocus()
            return
        self.model.record(
            NoticeFields(
                title=ui.title.text(),
                reference=ui.reference.text(),
                advice=ui.advice.toPlainText(),
                urgency=RecallClass(ui.urgency.currentData()),
                level=RecallLevel(ui.level.currentData()),
                product=self._product,
                gtins=ui.gtins.toPlainText(),
                batches=ui.batches.toPlainText(),
                expires_from=ui.expires_from.text(),
                expires_to=ui.expires_to.text(),
                supplied_from=ui.supplied_from.text(),
                supplied_to=ui.supplied_to.text(),
            )
        )

    def _typed(self, text: str) -> None:
        self._product = None
        self.ui.chosen.say(NO_PRODUCT, Tone.INFO)
        self.model.type(text)

    def _found(self, found: tuple[Found, ...]) -> None:
        self._names = {each.code: each.name for each in found}
        self.results.show_rows([found_row(each) for each in found], [each.code for each in found])
        if found:
            self.ui.products.selectRow(0)

    def _choose_marked(self) -> None:
        self._choose(self.ui.products.currentIndex().data(KEY))

    def _choose(self, code: object) -> None:
        """Every pack of that product is meant."""
        if not isinstance(code, SnomedCode) or code not in self._names:
            return
        self._product = RecalledProduct(code, self._names[code])
        self.ui.product.setText(self._product.name)
        self.ui.product.setCursorPosition(0)
        self.ui.chosen.say(PRODUCT_CHOSEN.format(name=self._product.name), Tone.PASS)
        self.ui.gtins.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scanned(self, figures: str) -> None:
        """A pack that was scanned is one of them; scanned again it is still one."""
        known = listed(self.ui.gtins.toPlainText())
        if figures not in known:
            self.ui.gtins.setPlainText("\n".join((*known, figures)))
