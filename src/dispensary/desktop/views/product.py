"""A product looked up: found by what is typed or scanned, and shown with its parents, packs, barcodes and prices."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.product_page import ProductPage
from dispensary.desktop.components import (
    KEY,
    Cell,
    Chip,
    Chips,
    Emptiness,
    FactList,
    FlowLayout,
    IconWords,
    KeyButton,
    TwoLines,
)
from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.forms.ui_product import Ui_Product
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.product import ProductModel
from dispensary.desktop.views.patient_find import FieldOverList
from dispensary.desktop.views.screen import Go, Screen
from dispensary.domain.dictionary import Found, Kind
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.product_sheet import PackSheet, ProductSheet
from dispensary.wording.product import (
    KINDS,
    barcodes_brief,
    doubts,
    heading,
    kind_line,
    legal_words,
    more_words,
    nothing_words,
    pack_facts,
    pack_words,
    product_facts,
    product_words,
    supplier_facts,
    tariff_words,
)

_MOST_GOES = 9
_ONE_LINE = 84
_LOOKS = {
    Kind.VTM: Chip(KINDS[Kind.VTM], Tone.PLAIN, "info"),
    Kind.VMP: Chip(KINDS[Kind.VMP], Tone.INFO, "capsule"),
    Kind.AMP: Chip(KINDS[Kind.AMP], Tone.PLAIN, "label"),
    Kind.VMPP: Chip(KINDS[Kind.VMPP], Tone.INFO, "pack"),
    Kind.AMPP: Chip(KINDS[Kind.AMPP], Tone.PLAIN, "pack"),
}
"""The chip of each kind: generic ones have a tint, packs have a box."""


class ProductView(Screen):
    """Two pages: what was found, and one product. It lies over the work, so `Esc` leads back one, and then to that."""

    task = False

    def __init__(self, model: ProductModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_Product()
        ui.setupUi(self)
        self._page: ProductPage | None = None
        self._goes = FlowLayout(gap=8)
        ui.goes_box.addLayout(self._goes)
        self.results = RowModel(("What it is", "Name"), self)
        ui.results.setModel(self.results)
        ui.results.set_columns((196, 0))
        self.packs = RowModel(("Pack", "Of", "Legal, price", "Drug Tariff", "Barcode"), self)
        ui.packs.setModel(self.packs)
        ui.packs.set_columns((118, 0, 116, 152, 146))
        self.below = RowModel(("What it is", "Name"), self)
        ui.below.setModel(self.below)
        ui.below.set_columns((196, 0))
        ui.facts.set_margins(16, 8, 12, 12)
        ui.pack_column.set_margins(16, 8, 16, 12)
        over = FieldOverList(ui.sought, ui.results)
        over.entered.connect(self._open_result)
        ui.sought.textEdited.connect(model.type)
        for table in (ui.results, ui.below, ui.packs):
            table.opened.connect(self._open)
        ui.packs.moved.connect(self._show_pack)
        ui.open.clicked.connect(self._deed)
        ui.find.clicked.connect(self.search)
        ui.back.clicked.connect(self.back)
        model.found.connect(self._found)
        model.shown.connect(self._show)
        model.searching.connect(self._searching)

    def enter(self, about: Go) -> None:
        self._blank()
        asked = about.product
        self.model.begin(asked.code if asked is not None else None, asked.name if asked is not None else "")

    def leave(self) -> None:
        self.model.end()
        self._blank()

    def closes(self) -> bool:
        return self.model.back()

    def search(self) -> None:
        """The search, with the field ready."""
        self.model.search()

    def on_scan(self, raw: str) -> bool:
        """A pack's barcode finds it; anything else is not for this screen."""
        return self.model.scan(raw)

    def _blank(self) -> None:
        ui = self.ui
        self._page = None
        ui.pages.setCurrentWidget(ui.blank_page)
        ui.sought.clear()
        ui.open.hide()

    def _searching(self, typed: str) -> None:
        ui = self.ui
        self._page = None
        if ui.sought.text() != typed:
            ui.sought.setText(typed)
        ui.pages.setCurrentWidget(ui.find_page)
        ui.find.hide()
        ui.sought_row.show()
        ui.open.setText("Show this one")
        ui.open.show()
        ui.sought.setFocus(Qt.FocusReason.OtherFocusReason)
        ui.sought.selectAll()

    def _found(self, typed: str, found: tuple[Found, ...]) -> None:
        ui = self.ui
        self.results.show_rows([found_row(each) for each in found], [each.code for each in found])
        ui.found.setCurrentWidget(ui.found_page if found else ui.none_page)
        if found:
            ui.results.selectRow(0)
            ui.open.free()
            return
        ui.open.hold("nothing found")
        if typed.strip():
            ui.none.say(Emptiness.NO_MATCH, "Nothing in the dictionary fits that", "Try fewer words or fewer letters.")
        else:
            words = "Type a name and a strength, a code, or the figures of a barcode; or scan a pack."
            ui.none.say(Emptiness.NOTHING_YET, "Look a product up", words)

    def _open_result(self) -> None:
        self._open(self.ui.results.currentIndex().data(KEY))

    def _open(self, key: object) -> None:
        page = self._page
        if isinstance(key, SnomedCode) and (page is None or key != page.sheet.resolved.current):
            self.model.open(key)

    def _deed(self) -> None:
        ui = self.ui
        if ui.pages.currentWidget() is ui.find_page:
            self._open_result()
        else:
            table = ui.below if ui.below.isVisibleTo(self) and not ui.packs.hasFocus() else ui.packs
            self._open(table.currentIndex().data(KEY))

    def _show(self, page: ProductPage) -> None:
        ui, sheet = self.ui, page.sheet
        self._page = page
        ui.pages.setCurrentWidget(ui.sheet_page)
        ui.sought_row.hide()
        ui.find.show()
        ui.name.setText(heading(page.named, sheet.resolved))
        ui.kind.setText(kind_line(sheet.resolved))
        ui.doubt.say(" ".join(doubts(sheet.resolved, sheet.moved)), _tone(sheet))
        self._show_goes(page.parents)
        self._show_facts(page)
        self._show_packs(page)

    def _show_goes(self, parents: tuple[Found, ...]) -> None:
        """What it belongs to, each a button with a number."""
        clear_layout(self._goes)
        self.ui.goes.setVisible(bool(parents))
        for number, parent in enumerate(parents[:_MOST_GOES], 1):
            button = KeyButton(
                f"{KINDS[parent.kind]}: {parent.name}", self.ui.goes, key=str(number), small=True, key_first=True
            )
            button.clicked.connect(lambda _=False, code=parent.code: self._open(code))
            self._goes.addWidget(button)

    def _show_facts(self, page: ProductPage) -> None:
        cards: list[QWidget] = []
        for title, facts in (
            ("This supplier’s product", supplier_facts(page.sheet)),
            ("What it is", product_facts(page.sheet)),
        ):
            if facts:
                card = FactList(self.ui.facts)
                card.show_facts(title, facts)
                cards.append(card)
        self.ui.facts.set_cards(cards)
        self.ui.facts.setVisible(bool(cards))

    def _show_packs(self, page: ProductPage) -> None:
        ui, sheet = self.ui, page.sheet
        self.packs.show_rows([_pack_row(each) for each in sheet.packs], [each.pack.code for each in sheet.packs])
        self.below.show_rows([found_row(each) for each in page.below], [each.code for each in page.below])
        ui.below.setVisible(bool(page.below))
        ui.pack_column.setVisible(bool(sheet.packs))
        nothing = not sheet.packs and not page.below
        ui.nothing.setVisible(nothing)
        if nothing:
            title, words = nothing_words(known=sheet.resolved.known)
            ui.nothing.say(Emptiness.NO_MATCH, title, words)
        ui.more.setText(more_words(sheet.more))
        ui.more.setVisible(sheet.more > 0)
        # Of one pack there is nothing to choose: all of it stands below.
        whole = sheet.resolved.kind is Kind.AMPP
        ui.packs.setHidden(whole or not sheet.packs)
        ui.open.setVisible(not nothing and not whole)
        ui.open.free()
        ui.open.setText("Show this pack" if sheet.packs else "Show this one")
        for table, rows in ((ui.packs, sheet.packs), (ui.below, page.below)):
            if rows:
                table.selectRow(0)
        listed = ui.below if page.below else ui.packs
        first: QWidget = ui.back if whole or nothing else listed
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_pack(self, key: object) -> None:
        packs = self._page.sheet.packs if self._page is not None else ()
        chosen = next((each for each in packs if each.pack.code == key), None)
        if chosen is None:
            return
        card = FactList(self.ui.pack_column)
        card.show_facts(chosen.pack.name, pack_facts(chosen))
        self.ui.pack_column.set_cards([card])
        self.ui.pack_column.verticalScrollBar().setValue(0)


def _tone(sheet: ProductSheet) -> Tone:
    if not sheet.resolved.known:
        return Tone.NOT_CHECKED
    return Tone.REASON if sheet.resolved.invalid or sheet.moved is not None else Tone.INFO


def found_row(found: Found) -> tuple[Cell, ...]:
    """The name whole, on two lines where it is long: it is never cut (conformance row 1.8.3)."""
    chip = Chips((_LOOKS[found.kind],))
    if len(found.name) <= _ONE_LINE:
        return chip, IconWords(found.name)
    at = found.name.rfind(" ", 0, _ONE_LINE)
    return chip, TwoLines(found.name[:at], found.name[at + 1 :])


def _pack_row(sheet: PackSheet) -> tuple[Cell, ...]:
    gone = sheet.pack.discontinued or sheet.pack.invalid
    quantity, state = pack_words(sheet)
    tariff, category = tariff_words(sheet)
    return (
        TwoLines(quantity, state, "reason" if gone else "", Tone.REASON if gone else Tone.TEXT2),
        TwoLines(*product_words(sheet)),
        TwoLines(*legal_words(sheet)),
        TwoLines(tariff, category),
        TwoLines(*barcodes_brief(sheet.barcodes)),
    )
