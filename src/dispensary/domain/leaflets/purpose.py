"""What a medicine is for in one person's record. Never guessed: recorded, or the one use that the record names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dispensary.domain.clinical.conditions import Said, phrase_said, phrases, plain
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.leaflets.text import MedicineText, Use
from dispensary.domain.patient import MedicinePurpose


@dataclass(frozen=True, slots=True)
class Purpose:
    """recorded: the person's own words for it, "" where nobody recorded any. use: what our text says of it, None where
    neither those words nor the record name one of its uses, or either names more than one.

    maybe: what the recorded conditions say that it is for, where the person's own words do not say so too: they may
    mean the same or something else, and nobody here knows which.
    """

    recorded: str = ""
    use: Use | None = None
    maybe: tuple[Use, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.recorded) or self.use is not None


def purpose_of(
    name: str,
    text: MedicineText | None,
    purposes: Iterable[MedicinePurpose],
    conditions: Iterable[str],
    library: LeafletLibrary,
) -> Purpose:
    """The purpose of the medicine with that product name, of which `text` is ours.

    A purpose recorded for another strength of the same medicine counts where none is recorded for this one. The
    person's own words go first; they do not hide what the record says, nor does the record correct them.
    """
    on_record = _uses(text, conditions)
    said = _recorded(name, text, tuple(purposes), library)
    if said is None:
        return Purpose("", _only(on_record))
    meant = _uses(text, (said.words,))
    maybe = () if any(use in meant for use in on_record) else on_record
    return Purpose(said.words, _only(meant or on_record), maybe)


def _recorded(
    name: str, text: MedicineText | None, purposes: tuple[MedicinePurpose, ...], library: LeafletLibrary
) -> MedicinePurpose | None:
    given = [each for each in purposes if each.words.strip()]
    same = [each for each in given if _folded(each.medicine) == _folded(name)]
    if same:
        return same[-1]
    if text is None:
        return None
    alike = [
        each
        for each in given
        if _folded(each.medicine) == _folded(text.name) or library.for_product(each.medicine, None) is text
    ]
    words = {_folded(each.words) for each in alike}
    return alike[-1] if len(words) == 1 else None


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _uses(text: MedicineText | None, entries: Iterable[str]) -> tuple[Use, ...]:
    """The uses of our text that the entries name."""
    said = tuple(entries)
    return tuple(use for use in text.uses if any(_says(entry, use) for entry in said)) if text is not None else ()


def _only(uses: tuple[Use, ...]) -> Use | None:
    """The one use that is named; none where none is, or several."""
    return uses[0] if len(uses) == 1 else None


_SAME_CONDITION = re.compile(
    r"an?|the|my|i|have|has|and|of|with|on|in|since|for|to|from|known|diagnos\w+|history|previous|long ?standing"
    r"|essential|primary|idiopathic|chronic|persistent|permanent|paroxysmal|recurrent|seasonal|mild|moderate|severe|bad|stable|well"
    r"|poorly|(?:un)?controlled|treated|treatment|medication|tablets?|type|[12]|ii|left|right|both|adult|yes|active"
    r"|current|confirmed|[12]\d{3}"
)
"""Words beside a condition that leave it what it is. Any other may make it another: pulmonary hypertension is not high
blood pressure.
"""


def _says(entry: str, use: Use) -> bool:
    """Whether the entry says that the person has it: not that they have not, not that somebody asked, and not that they
    have something else that is named like it.
    """
    named = phrases((use.words, *use.conditions))
    if phrase_said(entry, named) is not Said.YES:
        return False
    beside = re.findall(r"[a-z]+|\d+", named.sub(" ", plain(entry)))
    return all(_SAME_CONDITION.fullmatch(word) for word in beside)
