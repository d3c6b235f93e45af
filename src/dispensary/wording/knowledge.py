"""The clinical knowledge in words: what is wrong with a row, where it stands, what a pharmacy changed."""

from collections.abc import Sequence

from dispensary.domain.clinical.knowledge import LocalChange
from dispensary.domain.clinical.lint import Problem, Wrong

_WRONG = {
    Wrong.NO_SET: "there is no set called {about}",
    Wrong.EMPTY_SET: "the set has no members",
    Wrong.SET_TWICE: "the set stands there twice",
    Wrong.SPELLING: "the member “{about}” should be written as one substance in small letters, without its salt",
    Wrong.NO_SOURCE: "it names no source",
    Wrong.ID_TWICE: "{about} rows have this id",
    Wrong.NEVER_FIRES: "it can never fire",
    Wrong.BELOW_NOTHING: "{about} is less than nothing",
    Wrong.NO_NUMBER: "{about} is not a number",
    Wrong.NO_LIMIT: "the limit is nothing at all",
    Wrong.EMPTY_BAND: "nobody is of the age {about}",
    Wrong.NO_WORDS: "its {about} is empty, so it would say nothing",
}
_SHOWN = 3


def problem_words(problem: Problem) -> str:
    """ "IX069: there is no set called nsaid"."""
    return f"{problem.subject}: {_WRONG[problem.wrong].format(about=problem.about)}"


def unusable_words(faults: Sequence[str]) -> str:
    """Why no clinical check can run, with the first few of the faults."""
    more = f"; and {len(faults) - _SHOWN} more, which `dispensary knowledge lint` lists" if len(faults) > _SHOWN else ""
    return f"The clinical knowledge cannot be used: {'; '.join(faults[:_SHOWN])}{more}."


def added_source(source: str, change: LocalChange) -> str:
    """The source of a rule that the pharmacy added, as it stands beside its findings."""
    return f"{source} (rule of this pharmacy, {change.author}, {change.dated.isoformat()}: {change.reason})"


def moved_source(source: str, change: LocalChange) -> str:
    """The source of a given rule whose tier the pharmacy changed: whoever sees the finding sees that too."""
    moved = f"{change.before} changed to {change.after} in this pharmacy"
    return f"{source} ({moved} by {change.author}, {change.dated.isoformat()}: {change.reason})"


def local_words(change: LocalChange) -> str:
    """One line of the list of what a pharmacy changed."""
    what = f"{change.before} becomes {change.after}" if change.column else "added"
    who = f"{change.author}, {change.dated.isoformat()}: {change.reason}"
    return f"{change.rule} ({change.file}): {what}; {who}"
