"""The alert burden of a month on the screen: the figures over the rules, the loudest first."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from dispensary.desktop.components import Cell, Emptiness, Figure, IconWords, Part, TwoLines
from dispensary.desktop.forms.ui_alerts_page import Ui_AlertsPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.alerts import AlertsModel
from dispensary.domain.burden import Burden, RuleBurden, SortBy
from dispensary.wording.burden import (
    EMPTY,
    SORTED,
    WHAT_COUNTS,
    gaps,
    headline,
    month_words,
    rate_words,
    rule_texts,
    rule_words,
)
from dispensary.wording.clinical import CHECKS

_HEADINGS = ("Check and rule", "Interrupted", "Of these stops", "Overridden", "Acted on", "Answered before")
_SORTS = {0: SortBy.RULE, 1: SortBy.SHOWN, 3: SortBy.RATE}
"""Headings that sort when they are clicked; the choice above does the same from the keyboard."""


class AlertsPage(QWidget):
    """Figures over a table. A heading that is clicked, or the choice above it, sorts."""

    def __init__(self, model: AlertsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_AlertsPage()
        ui.setupUi(self)
        for column, words in SORTED.items():
            ui.sort.addItem(words, column.value)
        self.rows = RowModel(_HEADINGS, self)
        ui.rules.setModel(self.rows)
        ui.rules.set_columns((0, 110, 130, 170, 110, 150))
        header = ui.rules.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._heading)
        ui.sort.activated.connect(lambda _: model.sort(SortBy(ui.sort.currentData())))
        ui.before.clicked.connect(model.month_before)
        ui.after.clicked.connect(model.month_after)
        model.shown.connect(self._show)
        self._texts = rule_texts(model.knowledge)

    def begin(self) -> None:
        self.ui.refusal.clear()
        self.ui.said.clear()
        self.model.begin()
        self.ui.sort.setFocus()

    def _heading(self, section: int) -> None:
        if section in _SORTS:
            self.model.sort(_SORTS[section])

    def _show(self, burden: Burden, column: SortBy) -> None:
        ui = self.ui
        parts = [Part(f"{month_words(burden.month)}. ", strong=True)]
        for name, figure in headline(burden):
            parts += [Part(f"{name}: ", tone=Tone.TEXT2), Part(f"{figure}. ", strong=True)]
        ui.figures.set_parts([*parts, Part(f"\n{WHAT_COUNTS} {gaps(burden)}".rstrip(), tone=Tone.TEXT2)])
        ui.sort.setCurrentIndex(ui.sort.findData(column.value))
        rules = burden.sorted_by(column)
        self.rows.show_rows([_row(rule, self._texts) for rule in rules], [rule.rule for rule in rules])
        ui.list.setCurrentWidget(ui.found_page if rules else ui.empty_page)
        quiet = "No rule interrupted anybody in this month." if burden.checks else EMPTY
        ui.empty.say(Emptiness.NO_MATCH, quiet, "Choose another month.")
        ui.after.setEnabled(not self.model.latest)


def _row(rule: RuleBurden, texts: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        TwoLines(CHECKS[rule.check], rule_words(rule.rule, texts)),
        Figure(str(rule.shown)),
        Figure(str(rule.stops)),
        IconWords(rate_words(rule)),
        Figure(str(rule.acted_on)),
        Figure(str(rule.carried)),
    )
