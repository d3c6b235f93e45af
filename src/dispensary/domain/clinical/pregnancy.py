"""Harm to a baby: pregnancy, breast-feeding, prevention programmes, and medicines that leave in their whole pack."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dispensary.domain.clinical.ages import age_of
from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.conditions import Recorded
from dispensary.domain.clinical.findings import Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine
from dispensary.domain.clinical.packs import in_whole_packs
from dispensary.domain.clinical.which import Which, course_days, finding, unknown, worst
from dispensary.domain.patient import Sex
from dispensary.domain.quantity import decimal_text

CHILDBEARING_TO = 55
"""Below this age, in years. Source: MHRA valproate measures, Jan 2024."""
_MENARCHE_FROM = 12
"""From this age a girl counts without asking; below it, ask whether her periods have started."""
NO_CHILDBEARING = frozenset({"no-childbearing"})
"""The condition set that says a woman cannot become pregnant."""
_PREGNANT = frozenset({"pregnant"})
_BREASTFEEDING = frozenset({"breastfeeding"})
_PROGRAMME_HOLDS = timedelta(days=366)
"""A risk form is signed every year. Source: MHRA valproate measures, Jan 2024."""


class Who(StrEnum):
    """Whom a rule is about. CHILDBEARING: a girl or woman who could become pregnant, or is."""

    PREGNANT = "pregnant"
    BREASTFEEDING = "breastfeeding"
    CHILDBEARING = "childbearing"
    MAN = "man"
    ANYONE = "anyone"


class Holds(StrEnum):
    """What must be so for a rule to speak. NO_PROGRAMME: no record of the prevention programme in twelve months.

    LONG: more than `days` supplied. LATE: more than `days` from signing to supply. PART_PACK: the quantity is no
    number of whole packs. SUPPLIED_BEFORE, FIRST_TIME: whether the substance was supplied before.
    """

    ALWAYS = "always"
    NO_PROGRAMME = "no-programme"
    LONG = "long"
    LATE = "late"
    PART_PACK = "part-pack"
    FIRST_TIME = "first-time"
    SUPPLIED_BEFORE = "supplied-before"


@dataclass(frozen=True, slots=True)
class PregnancyRule:
    """A medicine that may harm a baby. from_week, under_week: weeks of pregnancy; unknown_week: it speaks, too, where
    the weeks are not recorded. about: rules of one medicine that share it give one finding, the gravest.
    """

    row: Row
    which: Which
    who: Who
    tier: Tier
    text: str
    action: str
    holds: Holds = Holds.ALWAYS
    days: int | None = None
    from_week: int | None = None
    under_week: int | None = None
    unknown_week: bool = False
    about: str = "baby"

    @property
    def named_sets(self) -> frozenset[str]:
        return self.which.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


class _Person:
    def __init__(self, look: Look) -> None:
        self.look = look
        self.facts = look.case.patient
        self.age = age_of(look)
        self.recorded = Recorded(look)
        self.pregnant = self._recorded(self.facts.pregnant, _PREGNANT)
        self.breastfeeding = self._recorded(self.facts.breastfeeding, _BREASTFEEDING)
        if self.pregnant is None and self.facts.gestation_weeks is not None:
            self.pregnant = True

    def _recorded(self, told: bool | None, words: frozenset[str]) -> bool | None:  # noqa: FBT001 - or unknown
        """As it was asked; where nobody asked, as the conditions say it."""
        return True if told is None and self.recorded.has(words) else told

    def is_one(self, who: Who) -> str | bool:
        """Whether the person is one of those; a text: what would have to be known."""
        if who is Who.PREGNANT:
            return self._told(self.pregnant, "pregnant")
        if who is Who.BREASTFEEDING:
            return self._told(self.breastfeeding, "breastfeeding")
        if who is Who.CHILDBEARING:
            return True if self.pregnant else self._could_become_pregnant()
        if who is Who.MAN:
            return self.facts.sex is Sex.MALE and not self.pregnant
        return True

    def _told(self, told: bool | None, word: str) -> str | bool:  # noqa: FBT001 - three answers, one of them unknown
        if told is not None:
            return told
        if self.age is not None and self.age < _MENARCHE_FROM:
            return False
        could = self._could_become_pregnant()
        neither = self.pregnant is None and self.breastfeeding is None
        state = "pregnant or breastfeeding" if neither else word
        return f"whether she is {state} is not recorded" if could is True else could

    def _could_become_pregnant(self) -> str | bool:
        if self.facts.sex is Sex.MALE or (self.age is not None and self.age >= CHILDBEARING_TO):
            return False
        if self.recorded.has(NO_CHILDBEARING):
            return False
        if self.facts.sex is None:
            return "the sex is not recorded, and the medicine can harm a baby"
        if self.age is None:
            return "the age is not known, and the medicine can harm a baby"
        if self.age < _MENARCHE_FROM:
            return "ask whether her periods have started: from then on the medicine can harm a baby"
        return True


def _in_weeks(rule: PregnancyRule, person: _Person) -> str | bool:
    if rule.from_week is None and rule.under_week is None:
        return True
    weeks = person.facts.gestation_weeks
    if weeks is None:
        return True if rule.unknown_week else "the weeks of pregnancy are not recorded, and they decide"
    return (rule.from_week or 0) <= weeks and (rule.under_week is None or weeks < rule.under_week)


def _no_programme(person: _Person) -> bool:
    dated = person.facts.ppp_date
    today = person.look.case.today
    return dated is None or dated > today or today - dated > _PROGRAMME_HOLDS


def _holds(rule: PregnancyRule, medicine: Medicine, person: _Person) -> str | bool:
    """Whether what the rule asks for is so; a text: what would have to be known."""
    item = person.look.item_of(medicine)
    if rule.holds is Holds.NO_PROGRAMME:
        return _no_programme(person)
    if rule.holds is Holds.LONG:
        days = course_days(item)
        return f"how many days are supplied is not known; {rule.text}" if days is None else days > (rule.days or 0)
    if rule.holds is Holds.LATE:
        return _late(item.signed_on, person.look.case.today, rule)
    if rule.holds is Holds.PART_PACK:
        return _part_pack(item)
    if rule.holds is Holds.ALWAYS:
        return True
    before = any(not medicine.names.isdisjoint(each.names) for each in person.look.current)
    return before is (rule.holds is Holds.SUPPLIED_BEFORE)


def _late(signed: date | None, today: date, rule: PregnancyRule) -> str | bool:
    if signed is None:
        return f"the day of signing is not known; {rule.text}"
    return today - signed > timedelta(days=rule.days or 0)


def _part_pack(item: CheckItem) -> str | bool:
    if item.quantity is None or item.quantity <= 0:
        return "the quantity is not known, so nobody can say whether it is whole packs"
    if item.pack_sizes is None:
        return "the pack sizes are not known, so nobody can say whether the quantity is whole packs"
    return not in_whole_packs(item.quantity, item.pack_sizes)


def _found(rule: PregnancyRule, medicine: Medicine, person: _Person) -> Finding:
    facts, item = person.facts, person.look.item_of(medicine)
    text = rule.text
    if rule.holds is Holds.PART_PACK and item.quantity is not None and item.pack_sizes is not None:
        sizes = " or ".join(decimal_text(size) for size in sorted(item.pack_sizes))
        text = f"{text}; {decimal_text(item.quantity)} is prescribed, the pack is {sizes}"
    evidence = (person.pregnant, person.breastfeeding, facts.gestation_weeks, facts.ppp_date, person.age, facts.sex)
    return finding(
        Check.PREGNANCY,
        rule.row,
        rule.tier,
        medicine,
        f"{medicine.label}: {text}.",
        rule.action,
        (*("" if each is None else str(each) for each in evidence), str(item.quantity), str(item.signed_on)),
    )


def _speaks(rule: PregnancyRule, medicine: Medicine, person: _Person) -> str | bool:
    one = person.is_one(rule.who)
    if one is not True:
        return one
    weeks = _in_weeks(rule, person) if rule.who is Who.PREGNANT else True
    return _holds(rule, medicine, person) if weeks is True else weeks


def check_pregnancy(look: Look) -> Outcome | None:
    """Every new medicine against what is known of pregnancy, breast-feeding and the prevention programmes."""
    person = _Person(look)
    found: dict[str, list[Finding]] = {}
    missed: list[NotChecked] = []
    for medicine in look.new:
        for rule in look.knowledge.rules_about(PregnancyRule, medicine.sets):
            if not rule.which.fits(medicine, look):
                continue
            speaks = _speaks(rule, medicine, person)
            if speaks is True:
                found.setdefault(f"{medicine.item} {rule.about}", []).append(_found(rule, medicine, person))
            elif isinstance(speaks, str) and rule.tier.interrupts:
                missed.append(unknown(Check.PREGNANCY, medicine, speaks))
    return Outcome(worst(found), tuple(missed))
