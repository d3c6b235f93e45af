"""Asking which meaning of a dose code is meant."""

from dispensary.domain.dose.asking import AskedCode


def quoted(asked: AskedCode) -> str:
    """The code as it was typed: “qd”."""
    return f"“{asked.written}”"


def question_of(asked: AskedCode) -> str:
    """What is asked after the code; with one choice, whether it is meant."""
    if len(asked.choices) == 1:
        return "is not read on its own. Is this meant?"
    return "is read in different ways. Which is meant?"
