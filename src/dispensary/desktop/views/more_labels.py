"""Ctrl+L on the prescription screen: the label again, further labels for the line at work, slips, stickers, a token."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout

from dispensary.application.label_again import Again, extra_label, print_label_again
from dispensary.application.slips import bag_sticker, dispensing_token, owed_of, owing_slip
from dispensary.application.split_pack import label_opened_pack, left_in, opened_pack
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.components import Text, TextField
from dispensary.desktop.forms.ui_prescription import Ui_Prescription
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.prescription import Shown
from dispensary.desktop.view_models.prescription_steps import PrescriptionSteps
from dispensary.desktop.views.question import Question, is_escape
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.prescription import Origin
from dispensary.domain.quantity import decimal_text
from dispensary.domain.refusals import Refusal
from dispensary.wording import label_kinds as words
from dispensary.wording.typed import read_amount

Answer = tuple[str, Callable[[], None]]


class MoreLabels(QObject):
    """Asks what is to be printed; only what there is something for. What must be typed is typed in a field of its own:
    Enter prints it, Esc puts it away. It stays until it waits to print, so that what was refused can be mended.

    changed: called where the question or the field came or went; rest: where something was printed, so that the next
    Enter does nothing more.
    """

    def __init__(
        self,
        ui: Ui_Prescription,
        question: Question,
        steps: PrescriptionSteps,
        changed: Callable[[], None],
        rest: Callable[[], None],
    ):
        super().__init__(question)
        self._ui, self._question, self._steps, self._changed, self._rest = ui, question, steps, changed, rest
        self._asked = 0
        self._typed: Callable[[str], None] = lambda _: None
        self.head, self.field = Text(ui.entry), TextField(ui.entry)
        layout = ui.entry.layout()
        assert isinstance(layout, QBoxLayout)
        at = layout.indexOf(ui.refusal)
        layout.insertWidget(at, self.field)
        layout.insertWidget(at, self.head)
        self.head.setProperty("tone", "text2")
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._entered)
        steps.refused.connect(lambda _: self.field.setReadOnly(False))
        self.put_away()

    @property
    def typing(self) -> bool:
        """The field is open: what is typed in it waits to be printed or put away."""
        return not self.field.isHidden()

    def put_away(self) -> None:
        """Nothing is typed any more."""
        self._asked += 1
        self.field.setReadOnly(False)
        self.head.hide()
        self.field.hide()
        self.field.clear()

    def leave(self) -> None:
        """Another line is at work: nothing that was asked or typed about this one is meant for it."""
        self._question.close()
        self.put_away()

    def ask(self, shown: Shown | None) -> None:
        """What is to be printed; nothing while a step is being recorded."""
        if shown is None or shown.busy:
            return
        self.put_away()
        self._question.ask(words.MORE_LABELS, words.WHICH, self._answers(shown))
        self._changed()

    def _answers(self, shown: Shown) -> list[Answer]:
        held, work = shown.sheet.detail.held, shown.current.work
        answers: list[Answer] = []
        if work.label is not None and work.label.job:
            answers.append((words.SAME_AGAIN, self._why))
        if work.label is not None:
            answers.append((words.OWN_WORDS, partial(self._ask_words, words.TYPE_WORDS, self._own_words)))
        opened = opened_pack(work)
        if opened is not None:
            answers.append((words.OPENED_PACK, partial(self._ask_left, decimal_text(left_in(opened)))))
        if owed_of(held):
            answers.append((words.OWING, partial(self._ask_words, words.TYPE_WHEN, self._owing)))
        if held.bag is not None:
            answers += [(said, partial(self._sticker, sticker)) for sticker, said in words.STICKERS.items()]
        if held.prescription.origin is Origin.EPS:
            answers.append((words.TOKEN, self._token))
        return answers

    def _why(self) -> None:
        answers = [(said, partial(self._again, Again(why))) for why, said in words.AGAIN.items()]
        self._question.ask(words.SAME_AGAIN, words.WHY_AGAIN, answers)
        self._changed()

    def _again(self, why: Again) -> None:
        self._print(lambda place, actor, key, item: print_label_again(place, actor, key, item, why))

    def _print(self, work: Callable[[Workplace, UserId, IssueKey, ItemId], Receipt | Refusal]) -> None:
        """One at a time; what is typed is kept until it waits to print."""
        if self._steps.busy:
            self._ui.refusal.say(words.NOT_YET, Tone.REASON)
            return
        asked = self._asked

        def printed() -> None:
            if asked == self._asked:
                self._rest()
                self.put_away()

        self.field.setReadOnly(True)
        self._steps.print_more(work, words.PRINTING, printed)

    def _ask_words(self, head: str, typed: Callable[[str], None]) -> None:
        self._typed = typed
        self.head.setText(head)
        self.field.setAccessibleName(head)
        self.head.show()
        self.field.show()
        self._changed()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_left(self, left: str) -> None:
        self._ask_words(words.TYPE_LEFT, self._left)
        self.field.setText(left)
        self.field.selectAll()

    def _entered(self) -> None:
        self._typed(self.field.text().strip())

    def _own_words(self, said: str) -> None:
        self._print(lambda place, actor, key, item: extra_label(place, actor, key, item, said))

    def _left(self, said: str) -> None:
        amount = read_amount(said)
        self.field.miss(missing=amount is None)
        if amount is None:
            self._ui.refusal.say(f"{words.TYPE_LEFT}: type it in figures.", Tone.REASON)
            return
        self._print(lambda place, actor, key, item: label_opened_pack(place, actor, key, item, amount))

    def _owing(self, said: str) -> None:
        self._print(lambda place, actor, key, _: owing_slip(place, actor, key, said))

    def _sticker(self, sticker: words.Sticker) -> None:
        self._print(lambda place, actor, key, _: bag_sticker(place, actor, key, sticker))

    def _token(self) -> None:
        self._print(lambda place, actor, key, _: dispensing_token(place, actor, key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the field puts it away, and nothing else."""
        if watched is self.field and is_escape(event, override=True):
            event.accept()
            return True
        if watched is self.field and is_escape(event, override=False):
            self.put_away()
            self._changed()
            return True
        return super().eventFilter(watched, event)
