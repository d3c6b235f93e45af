"""The interaction check: rules over sets of substances, between what is new and everything that is being taken.

Two medicines that are both from earlier supplies are not compared: nothing about them is being decided today.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import InteractionRule, Knowledge, Where
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import (
    Medicine,
    acts_on_the_whole_body,
    is_established,
    places_of,
)
from dispensary.domain.clinical.modifiers import Unknown, hold
from dispensary.domain.quantity import decimal_text


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Two medicines and the rule that they meet under. unread: the rule is about a dose, and the dose is not read."""

    rule: InteractionRule
    a: Medicine
    b: Medicine
    tier: Tier
    unread: bool = False

    @property
    def text(self) -> str:
        if not self.unread or self.rule.a_over_mg is None:
            return self.rule.text
        return f"{self.rule.text} above {decimal_text(self.rule.a_over_mg)} mg a day, and the dose is not read"

    @property
    def order(self) -> tuple[int, str, str, str]:
        return (-self.tier.rank, self.rule.row.id, self.a.label, self.b.label)


def _reaches(where: Where, medicine: Medicine, substances: frozenset[str], knowledge: Knowledge) -> bool:
    if where is Where.ANY:
        return True
    whole = acts_on_the_whole_body(medicine, substances, knowledge)
    return whole if where is Where.SYSTEMIC else not whole


def _matches(rule: InteractionRule, a: Medicine, b: Medicine, knowledge: Knowledge) -> frozenset[str] | None:
    """The a-side substances that meet the rule, or None. One substance against itself is a duplicate, not this."""
    left = frozenset(chain.from_iterable(a.sets[name] for name in rule.a if name in a.sets))
    right = frozenset(chain.from_iterable(b.sets[name] for name in rule.b if name in b.sets))
    if not left or not right or left == right:
        return None
    if not (_reaches(rule.a_where, a, left, knowledge) and _reaches(rule.b_where, b, right, knowledge)):
        return None
    return left


class _Search:
    """One run over all the pairs of one case."""

    def __init__(self, case: CheckCase, medicines: tuple[Medicine, ...], knowledge: Knowledge) -> None:
        self.case = case
        self.knowledge = knowledge
        self.current = tuple(each for each in medicines if not each.is_new)
        self.medicines = medicines
        self.taken = frozenset(
            name
            for each in medicines
            for name, found in each.sets.items()
            if acts_on_the_whole_body(each, found, knowledge)
        )
        self.missed: dict[tuple[str, str], NotChecked] = {}
        self._run: dict[int, bool] = {}

    def established(self, medicine: Medicine) -> bool:
        key = id(medicine)
        if key not in self._run:
            self._run[key] = is_established(medicine, self.case, self.current)
        return self._run[key]

    def meetings(self) -> list[_Meeting]:
        found: list[_Meeting] = []
        for place, one in enumerate(self.medicines):
            for other in self.medicines[place + 1 :]:
                if one.is_new or other.is_new:
                    found.extend(self._between(one, other))
                    found.extend(self._between(other, one))
        return found

    def _between(self, a: Medicine, b: Medicine) -> list[_Meeting]:
        rules = {
            rule.row.id: rule
            for left in a.sets
            for right in b.sets
            for rule in self.knowledge.interaction_pairs.get((left, right), ())
        }
        meetings = (self._meeting(rule, a, b) for rule in rules.values())
        return [meeting for meeting in meetings if meeting is not None]

    def _meeting(self, rule: InteractionRule, a: Medicine, b: Medicine) -> _Meeting | None:
        if rule.only_with and not rule.only_with & self.taken:
            return None
        if rule.unless_with & self.taken:
            return None
        left = _matches(rule, a, b, self.knowledge)
        if left is None:
            return None
        if rule.a_over_mg is not None:
            daily = next((a.daily_mg(name) for name in sorted(left)), None)
            if daily is None:
                self._note_unread(rule, a, b)
                return _Meeting(rule, a, b, min(rule.tier, Tier.INFORM, key=lambda tier: tier.rank), unread=True)
            if daily <= rule.a_over_mg:
                return None
        held = hold(rule.only_if, self.case, self.current, a, b)
        if isinstance(held, Unknown):
            self._note_unknown(held, rule, a, b)
        if held is not True:
            return None
        tier = rule.row.bounded(rule.tier)
        if tier is Tier.REASON and self.established(a) and self.established(b):
            tier = tier.lowered()
        return _Meeting(rule, a, b, tier)

    def _note_unread(self, rule: InteractionRule, a: Medicine, b: Medicine) -> None:
        items, history = places_of(a, b)
        limit = decimal_text(rule.a_over_mg or Decimal(0))
        why = f"the daily dose of {a.label} is not read; with {b.label} it should not pass {limit} mg"
        self.missed[(a.label, b.label)] = NotChecked(Check.INTERACTION, items, Cause.UNREAD_DOSE, why, history)

    def _note_unknown(self, unknown: Unknown, rule: InteractionRule, a: Medicine, b: Medicine) -> None:
        items, history = places_of(a, b)
        why = f"{a.label} with {b.label} depends on a fact that is not recorded: {unknown.fact}"
        self.missed[(rule.row.id, why)] = NotChecked(Check.INTERACTION, items, Cause.UNKNOWN_FACT, why, history)


def _in_short(medicine: Medicine) -> str:
    return f"{'+'.join(sorted(medicine.names)) or medicine.label} {medicine.dose_in_short}".strip()


def _is_named(medicine: Medicine, lead: _Meeting) -> bool:
    """Whether the words about the worst pair speak of this medicine: by its substances, or itself."""
    if medicine.names:
        return medicine.names <= lead.a.names | lead.b.names
    return medicine.label in (lead.a.label, lead.b.label)


def _finding(meetings: list[_Meeting]) -> Finding:
    """One finding for all the pairs that share a cause: the worst pair in words, the others by name."""
    ordered = sorted(meetings, key=lambda meeting: meeting.order)
    lead = ordered[0]
    involved = tuple(chain.from_iterable((meeting.a, meeting.b) for meeting in ordered))
    others = sorted({each.label for each in involved if not _is_named(each, lead)})
    also = f" Also involved: {', '.join(others)}." if others else ""
    items, history = places_of(*involved)
    pairs = sorted({f"{_in_short(each.a)}|{_in_short(each.b)}" for each in ordered})
    return Finding(
        check=Check.INTERACTION,
        rule=lead.rule.row.id,
        rule_version=lead.rule.row.version,
        tier=lead.tier,
        items=items,
        history=history,
        message=f"{lead.a.label} with {lead.b.label}: {lead.text}.{also}",
        action=lead.rule.action,
        source=lead.rule.row.source,
        evidence=tuple(pairs),
    )


def check_interactions(look: Look) -> Outcome:
    """Findings for every cause that a new medicine brings, and the dose-dependent pairs that could not be judged."""
    search = _Search(look.case, look.taken, look.knowledge)
    by_cause: dict[str, list[_Meeting]] = {}
    for meeting in search.meetings():
        if meeting.tier is not Tier.NONE:
            by_cause.setdefault(meeting.rule.cause, []).append(meeting)
    return Outcome(tuple(_finding(found) for found in by_cause.values()), tuple(search.missed.values()))
