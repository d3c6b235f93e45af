"""The look over what patients read, in words: how many there are, what is wrong, what a reviewer still has to do."""

from collections.abc import Iterator, Mapping, Sequence

from dispensary.domain.leaflets.lint import HARDEST, LONGEST, Flaw, TextFlaw

_FLAWS = {
    Flaw.HARD: "its words need {about} years of school; {hardest:g} are the most",
    Flaw.LONG: "a sentence has more than {longest} words: “{about}”",
    Flaw.DOSE: "it says how often, which only the label says: “{about}”",
}
NOT_MEASURED = (
    "How hard the words are to read was not measured: textstat is not installed here. It comes with dispensary[review]."
)
NOT_LOOKED_UP = "The names in leaflets, warnings and the fridge list were held against no dictionary."


def flaw_words(flaw: TextFlaw) -> str:
    """ "ramipril.json: its words need 7.1 years of school; 6 are the most"."""
    words = _FLAWS[flaw.flaw].format(about=flaw.about, hardest=HARDEST, longest=LONGEST)
    return f"{flaw.where}: {words}"


def counted_words(what: str, count: int, read: int, to_confirm: int) -> str:
    """Label warnings: 30; sources read 12, to confirm 18."""
    return f"{what}: {count}; sources read {read}, to confirm {to_confirm}"


def coverage_words(listed: int, uncovered: Sequence[str], unseen: Sequence[str]) -> Iterator[str]:
    """How many of the most dispensed have a text, and of which nobody knows."""
    covered = listed - len(uncovered) - len(unseen)
    yield f"Of the {listed} most dispensed medicines {covered} have a leaflet text."
    if uncovered:
        yield f"NO  Without a leaflet text: {', '.join(uncovered)}"
    if unseen:
        yield f"Look: not in this dictionary, so not looked at: {', '.join(unseen)}"


def uncited_words(uncited: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from (f"Look: {where} names no source for {', '.join(facts)}" for where, facts in uncited.items())


def idle_form_words(idle: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Words for a form that no product of the dictionary has: perhaps misspelt, perhaps only not in it."""
    for where, phrases in idle.items():
        quoted = ", ".join(f"“{each}”" for each in phrases)
        yield f"Look: {where} goes by {quoted}, which stands in no name of the dictionary"
