"""The clinical knowledge in words: what is wrong with a row, where it stands, what a pharmacy changed."""

from collections.abc import Sequence

from dispensary.domain.clinical.findings import Check
from dispensary.domain.clinical.knowledge import LocalChange
from dispensary.domain.clinical.lint import Problem, Wrong
from dispensary.domain.clinical.lint_names import ClassGap, UnknownName
from dispensary.wording.clinical import CHECKS

_WRONG = {
    Wrong.NO_SET: "there is no set called {about}",
    Wrong.NO_NAME: "nothing is called {about}",
    Wrong.EMPTY_SET: "the set has no members",
    Wrong.SET_TWICE: "the set stands there twice",
    Wrong.SPELLING: "the member “{about}” should be written as one substance in small letters, without its salt",
    Wrong.NO_SOURCE: "it names no source",
    Wrong.ID_TWICE: "{about} rows have this id",
    Wrong.NEVER_FIRES: "it can never fire",
    Wrong.BELOW_NOTHING: "{about} is less than nothing",
    Wrong.NO_NUMBER: "{about} is not a number",
    Wrong.NO_LIMIT: "the limit is nothing at all",
    Wrong.EMPTY_BAND: "nothing lies between {about}",
    Wrong.NO_ROW: "there is no row for it",
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


def lowered_action(action: str) -> str:
    """What to do about a finding that was a stop before this pharmacy lowered it."""
    return f"{action} This pharmacy lowered the rule from a stop.".strip()


def local_words(change: LocalChange) -> str:
    """One line of the list of what a pharmacy changed."""
    what = f"{change.before} becomes {change.after}" if change.column else "added"
    who = f"{change.author}, {change.dated.isoformat()}: {change.reason}"
    return f"{change.rule} ({change.file}): {what}; {who}"


def unknown_words(unknown: UnknownName) -> str:
    """A name that no medicine of the dictionary has."""
    near = f"; did you mean {unknown.near}?" if unknown.near else ""
    return f"“{unknown.name}” in {', '.join(unknown.where)}: no substance of the dictionary{near}"


def gap_words(gap: ClassGap) -> str:
    return f"{gap.set_name} does not hold {', '.join(gap.missing)}, and does not say that it leaves them out"


def idle_words(idle: Sequence[Check], *, no_dictionary: bool = False) -> str:
    """The line of `doctor` about the checks that do not run."""
    if no_dictionary:
        return "no product can be looked up, so none can run"
    if not idle:
        return "all of them run"
    return f"this version does not run: {', '.join(CHECKS[each].lower() for each in idle)}. Look at those yourself"


def state_words(version: str, changes: Sequence[LocalChange], unknown: Sequence[UnknownName]) -> str:
    """The line of `doctor` about the knowledge."""
    own = f", with {len(changes)} {'change' if len(changes) == 1 else 'changes'} of this pharmacy" if changes else ""
    wrong = "".join(f"; {unknown_words(each)}" for each in unknown[:_SHOWN])
    return f"version {version}{own}{wrong}"


NONE_RUNS = "none can run before the clinical knowledge is put right"
EXAMPLE_AUTHOR = "your name"
EXAMPLE_REASON = "why this pharmacy needs it"
LOCAL_HELP = """The rules of this pharmacy for the clinical check

These files add to the knowledge that ships with the program. Open them in a spreadsheet and save them as "CSV UTF-8".
A row that begins with # is an example and does nothing: take the # away to put it in force.

tiers.csv            another tier for a given rule: its id, which of its tiers (nearly always "tier"), and what it
                     becomes: stop, reason, inform or none. A stop can be lowered to reason or inform, never to none.
                     A rule whose source nobody has confirmed cannot be made a stop.
interactions.csv     rules of your own, in the columns of the tables that ship with the program. Their ids begin with
doses.csv            L- and each names its source. Any other table (allergy_classes.csv and so on) can be added to in
                     the same way, under its own name.
substance_sets.csv   sets of substances for your rules. Their names begin with L-
names_elsewhere.csv  (name,why) names that are rightly in no dictionary: the look over the knowledge passes them by.

Every row needs an author, a reason and a date. They are shown beside every finding of that rule. A row that cannot be
understood stops the clinical check as a whole, and says which row it is: look before you open the window, with

    dispensary knowledge lint

The rules are read when the window opens. Checks that were made under other rules are asked for again. Every counter
reads its own folder: keep them alike. A backup of the record does not hold this folder; keep a copy of it.
"""
