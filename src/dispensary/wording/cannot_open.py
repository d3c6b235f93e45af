"""Why the window cannot open, for whoever stands at the counter: what happened, where, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A page of plain words. places: what is wrong and where, a line or two each. steps: what to do, in order."""

    title: str
    happened: str
    steps: tuple[str, ...]
    places: tuple[str, ...] = ()

    def text(self) -> str:
        """All of it as plain text, to be sent to whoever helps."""
        numbered = [f"{number}. {step}" for number, step in enumerate(self.steps, 1)]
        return "\n".join((self.title, "", self.happened, "", *self.places, *([""] if self.places else ()), *numbered))


_HELP = "Copy this text and send it to whoever looks after the program."
_NO_CHECK = (
    "A clinical check by a part of its rules would look like a whole one, so the window stays shut. The record was not "
    "touched."
)
_ELSEWHERE = "Until then work at another counter, or as your pharmacy’s plan for such a day says."
_REINSTALL = "Install the same version of the program again. The record and its key stay where they are."


def own_rules(words: str, faults: Sequence[str], folder: str) -> WhyNot:
    """A row among the rules that this pharmacy added. folder: where its files are."""
    many = "one of the rows" if len(faults) == 1 else "some of the rows"
    return WhyNot(
        "Dispensary cannot open: a rule of this pharmacy is wrong",
        f"This pharmacy has rules of its own for the clinical check, and {many} cannot be used. {_NO_CHECK}",
        (
            "Ask whoever wrote the row, who is named in it under author, or the superintendent pharmacist. Only a "
            "pharmacist decides to go on without it.",
            f"Open the file in a spreadsheet (the line is the row’s number there). The files are in {folder}.",
            "Put the row right. Or take it out for now: type # before the first words of the row, and it does "
            "nothing. Where no line is named, move the whole file to another folder. Never delete it.",
            "Save as “CSV UTF-8”, close the spreadsheet, and start Dispensary again.",
            f"If it still does not open: {_HELP[0].lower()}{_HELP[1:]} {_ELSEWHERE}",
        ),
        tuple(faults) or (words,),
    )


def shipped_knowledge(words: str, faults: Sequence[str]) -> WhyNot:
    """The knowledge that came with the program: nobody at the counter can put that right."""
    return WhyNot(
        "Dispensary cannot open: the clinical knowledge is damaged",
        f"The files that the clinical check goes by, which came with the program, cannot be used. {_NO_CHECK}",
        (_REINSTALL, "Leave the files themselves as they are.", _HELP, _ELSEWHERE),
        tuple(faults) or (words,),
    )


def dictionary(words: str) -> WhyNot:
    return WhyNot(
        "Dispensary cannot open: the dictionary cannot be read",
        "The dictionary of medicines (dm+d) of this counter cannot be used. The record was not touched.",
        (
            "Whoever runs the settings goes back to the release before, in a console: dispensary dictionary rollback",
            "If none is kept: download the current one from TRUD and read it in: dispensary dictionary import FILE",
            "Start Dispensary again.",
            f"If it still does not open: {_HELP[0].lower()}{_HELP[1:]} {_ELSEWHERE}",
        ),
        (words,),
    )


def record(words: str, folder: str) -> WhyNot:
    """The store, on this machine or on the server. folder: the data folder."""
    return WhyNot(
        "Dispensary cannot open the record",
        "The pharmacy’s record could not be opened. Nothing was changed.",
        (
            "Do what the words above say, if they say something.",
            "Look whether the disk, or the line to the server, is there and has power. Start Dispensary again.",
            f"Do not delete, move or rename anything in the data folder, {folder}.",
            _HELP,
            f"A backup is brought back only by whoever looks after the program (the guide, “Going back”). {_ELSEWHERE}",
        ),
        (words,),
    )


def installation(words: str) -> WhyNot:
    return WhyNot(
        "Dispensary cannot open: a part of the program is missing",
        "The program is not whole on this computer. The record was not touched.",
        (_REINSTALL, _HELP, _ELSEWHERE),
        (words,),
    )


def unforeseen(where: str) -> WhyNot:
    """A bug: of which kind and where, never its text."""
    return WhyNot(
        "Dispensary cannot open",
        "Something went wrong that nobody foresaw. What was recorded stands.",
        ("Start Dispensary again.", f"If it happens again: {_HELP[0].lower()}{_HELP[1:]} {_ELSEWHERE}"),
        (where,),
    )
