"""What is asked about a line before it is owed, given up or sent back."""

from collections.abc import Callable
from functools import partial

from dispensary.application.queries.prescription import alive, may, may_return
from dispensary.desktop.view_models.prescription import Shown
from dispensary.desktop.view_models.prescription_steps import PrescriptionSteps
from dispensary.desktop.views.question import Question
from dispensary.domain.workflow import Action, Stage
from dispensary.wording.prescription import ASSEMBLED_AGAIN, NOT_SUPPLIED, OPENED_AGAIN, RETURNS


class LineQuestions:
    """The questions of the prescription screen. give_part: lets the amount be typed that goes out now."""

    def __init__(self, question: Question, steps: PrescriptionSteps, give_part: Callable[[], None]) -> None:
        self._question, self._steps, self._give_part = question, steps, give_part

    def owing(self, shown: Shown) -> None:
        """How much is missing; for a line that is owed already there is nothing to ask: the stock is there."""
        if shown.current.work.stage is Stage.OWING:
            self._steps.stock_arrived()
            return
        answers = (("Owe all of it", self._steps.owe), ("Give part of it now", self._give_part))
        self._question.ask("Owing or part", "how much is missing?", answers)

    def as_written(self, words: str, let_stand: Callable[[str], None]) -> None:
        """Whether directions that could not be read stand on the label as they are. Esc goes back to typing them."""
        answers = ((f"Print it as it is: {words}", partial(let_stand, words)),)
        self._question.ask("Not read as a dose", "read it against the prescription; Esc to type it", answers)

    def undo(self, shown: Shown) -> None:
        """Why the bag is opened again, or why a checked line is assembled anew."""
        if may(shown.current, Action.UNBAG):
            answers = [(words, partial(self._steps.open_bag, words)) for words in OPENED_AGAIN]
            self._question.ask("Open the bag", "why?", answers)
        else:
            answers = [(words, partial(self._steps.assemble_again, words)) for words in ASSEMBLED_AGAIN]
            self._question.ask("Assemble again", "why?", answers)

    def not_supplied(self, shown: Shown) -> None:
        """This line, or the whole prescription; then why."""
        this = alive(shown.current) and may(shown.current, Action.NOT_DISPENSE)
        whole = may_return(shown.sheet.detail)
        if this and whole:
            answers = (("This item", self._why_not), ("The whole prescription: send it back", self._why_back))
            self._question.ask("Not supplied", "what is it?", answers)
        elif this:
            self._why_not()
        elif whole:
            self._why_back()

    def _why_not(self) -> None:
        give_up = self._steps.give_up
        answers = [(words, lambda reason=reason: give_up(reason)) for reason, words in NOT_SUPPLIED.items()]
        self._question.ask("This item is not supplied", "say why", answers)

    def _why_back(self) -> None:
        send_back = self._steps.send_back
        answers = [(words, lambda reason=reason: send_back(reason)) for reason, words in RETURNS.items()]
        self._question.ask("All of it goes back to EPS", "say why", answers)
