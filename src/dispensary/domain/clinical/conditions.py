"""Recorded conditions, as people write them, to the sets that rules speak of: "Brittle asthma", "h/o DVT", "COPD".

What is denied ("no history of asthma") or somebody else's ("family history of stroke") is not the condition. What is
only asked ("?asthma") is neither: it is said aloud as not checked. A condition of the past counts as the condition.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from dispensary.domain.clinical.findings import Check, NotChecked, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach
from dispensary.domain.clinical.which import unknown


@dataclass(frozen=True, slots=True)
class ConditionSet:
    """One idea of a condition, in all the words that a record may use for it.

    words: phrases; a star ends a word that may go on ("asthma*"). unless: phrases that hold one of the words but mean
    something else ("cardiac asthma"). implied_by: sets of medicines that suggest the condition where it is not
    recorded; inhaled: only as an inhaler.
    """

    row: Row
    name: str
    title: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    implied_by: frozenset[str] = frozenset()
    inhaled: bool = False

    @property
    def named_sets(self) -> frozenset[str]:
        return self.implied_by

    @property
    def defines(self) -> str:
        return self.name

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return ()


class Said(Enum):
    """What the record says about one condition. IMPLIED: nothing, but a medicine suggests it."""

    YES = auto()
    ASKED = auto()
    IMPLIED = auto()
    NO = auto()
    NOT_RECORDED = auto()


_ROUTINE = (
    r"(?:recent|further|current|new|more|acute)? ?(?:exacerbat|attack|admission|symptom|recurrence|episode|change)"
)
_DENIED = re.compile(
    rf"\b(?:no(?! {_ROUTINE})|not(?! (?:well|fully|adequately|optimally|under|yet))|nil|denie[sd]|denying|without"
    r"|never|negative for|free of|nkh|exclude[sd]?|refuted|absence of)\b|\bnon $"
)
_DENIED_AFTER = re.compile(
    r"^ (?:was |is |now |has been )?(?:excluded|ruled out|unlikely|absent|denied|refuted"
    r"|not (?:present|confirmed|found))\b"
    r"|\b(?:excluded|ruled out|unlikely|negative|denied|no|nil|none)$"
)
_KIN = (
    r"(?:mother|father|brother|sister|son|daughter|sibling|parent|aunt|uncle|cousin|husband|wife|partner|relative"
    r"|grand(?:mother|father|parent))s?"
)
_SOMEBODY_ELSE = re.compile(rf"\b(?:family|fh|fhx|f h|maternal|paternal|{_KIN})\b")
_SOMEBODY_ELSE_AFTER = re.compile(rf"\b(?:in|of|affecting) (?:\w+ ){{0,2}}{_KIN}\b|\b(?:family history|fh|fhx)$")
_NOT_HAPPENED = re.compile(
    r"\b(?:risk of|prevention of|prophylaxis (?:of|against|for)|to prevent|screen\w* for|education (?:on|about)"
    r"|vaccination (?:for|against)) (?:\w+ ){0,3}$"
)
_NOT_HAPPENED_AFTER = re.compile(r"^ (?:risk|prevention|prophylaxis|screen\w*|education|awareness)\b")
_ASKED = re.compile(
    r"(?:\?|\b(?:query|possibl[ey]|suspected|suspicion of|suspect|probabl[ey]|likely|provisional|differential|maybe"
    r"|perhaps|investigat\w+(?: for)?)\b) ?(?:\w+ ){0,2}$"
)
_ASKED_AFTER = re.compile(r"^\?|^ \?$|\b(?:query|possible|suspected|probable|likely|under investigation)$")
_RATHER = re.compile(r"[;.\n]|\b(?:but|however|although|though)\b")
_OR = re.compile(r"\b(?:or|nor)\b")
_CODE = re.compile(r"\s*\d{6,18}\s*")
_GAPS = re.compile(r"[^a-z0-9?,;.\n]+")


def phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for phrases as the set file writes them, against words made plain."""
    written = (plain(word.replace("*", "")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(sorted(written, key=len, reverse=True))})\b")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words as phrases are held against: lower case, one spelling, one blank between them."""
    lowered = text.lower().replace("'s", "s").replace("’s", "s").replace("oe", "e").replace("ae", "e")
    spelt = lowered.replace("h/o", "history of").replace("&", " and ").replace(", with ", " with ")
    return _GAPS.sub(" ", spelt).strip()


def _clauses(text: str) -> tuple[str, ...]:
    """Each stretch that is affirmed or denied as a whole: "no asthma, COPD or stroke" is one, "asthma, no COPD" two."""
    found: list[str] = []
    for sentence in _RATHER.split(text):
        one = bool(_DENIED.match(sentence.strip())) and bool(_OR.search(sentence))
        found += [sentence] if one else sentence.split(",")
    return tuple(clause.strip(" ,") for clause in found if clause.strip(" ,"))


def _said_in(clause: str, wanted: re.Pattern[str], unless: re.Pattern[str] | None) -> Said:
    words = unless.sub(" ", clause) if unless is not None else clause
    mention = wanted.search(words)
    if mention is None:
        return Said.NO
    before, after = words[: mention.start()], words[mention.end() :]
    somebody_else = _SOMEBODY_ELSE.search(before) or _SOMEBODY_ELSE_AFTER.search(after)
    not_happened = _NOT_HAPPENED.search(before) or _NOT_HAPPENED_AFTER.search(after)
    if somebody_else or not_happened or _DENIED.search(before) or _DENIED_AFTER.search(after):
        return Said.NO
    return Said.ASKED if _ASKED.search(before) or _ASKED_AFTER.search(after) else Said.YES


def said_of(recorded: str, held: ConditionSet) -> Said:
    """What one entry of the record says about one condition: YES, ASKED or NO."""
    return phrase_said(recorded, held.words, held.unless)


def phrase_said(recorded: str, words: re.Pattern[str], unless: re.Pattern[str] | None = None) -> Said:
    """What one entry of the record says about something in these words (see `phrases`): YES, ASKED or NO."""
    answers = {_said_in(clause, words, unless) for clause in _clauses(plain(recorded))}
    return Said.YES if Said.YES in answers else Said.ASKED if Said.ASKED in answers else Said.NO


class Recorded:
    """The conditions of one person, looked up as rules ask for them."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._sets = {each.name: each for each in look.knowledge.rules(ConditionSet)}
        self._known: dict[str, tuple[Said, str]] = {}

    @property
    def entries(self) -> tuple[str, ...] | None:
        """As they were written; None where nobody recorded any."""
        return self._look.case.patient.conditions

    def title(self, name: str) -> str:
        return self._sets[name].title

    def says(self, name: str) -> tuple[Said, str]:
        """What the record says about a condition, and the entry or the medicine that says it."""
        if name not in self._known:
            self._known[name] = self._find(self._sets[name])
        return self._known[name]

    def has(self, names: frozenset[str]) -> bool:
        """Whether one of these is recorded for certain."""
        return any(name in self._sets and self.says(name)[0] is Said.YES for name in names)

    def first(self, names: frozenset[str]) -> tuple[Said, str, str]:
        """The surest of these: what is said, by which entry, and the name of the set."""
        said = [(*self.says(name), name) for name in sorted(names)]
        return min(said, key=lambda each: each[0].value)

    def _find(self, held: ConditionSet) -> tuple[Said, str]:
        entries = self.entries or ()
        answers = [(said_of(entry, held), entry) for entry in entries]
        for wanted in (Said.YES, Said.ASKED):
            for said, entry in answers:
                if said is wanted:
                    return said, entry
        implied = self._implied(held)
        if implied is not None:
            return Said.IMPLIED, implied
        return (Said.NOT_RECORDED if self.entries is None else Said.NO), ""

    def _implied(self, held: ConditionSet) -> str | None:
        for medicine in self._look.taken if held.implied_by else ():
            fits = medicine.reach is (Reach.INHALED if held.inhaled else Reach.SYSTEMIC)
            if fits and not held.implied_by.isdisjoint(medicine.sets):
                return medicine.label
        return None


def unread_codes(check: Check, medicine: Medicine, recorded: Recorded) -> list[NotChecked]:
    """Conditions that are recorded as a bare code, which nobody here can read."""
    codes = [entry for entry in recorded.entries or () if _CODE.fullmatch(entry)]
    why = f"the conditions recorded as {' and '.join(codes)} are codes without words, so they were not looked at"
    return [unknown(check, medicine, why)] if codes else []
