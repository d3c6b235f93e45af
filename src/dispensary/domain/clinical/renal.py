"""Renal limits of a medicine: by creatinine clearance where the product is licensed so, by eGFR elsewhere.

A result older than twelve months is not used, and said so; a result without a date counts as current.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.ages import age_of
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine
from dispensary.domain.clinical.which import Which, course_days, daily_mg, finding, unknown, worst
from dispensary.domain.patient import Sex, TestResult
from dispensary.domain.quantity import decimal_text

_HOLDS = timedelta(days=366)
_PLAUSIBLE = (Decimal(1), Decimal(250))
"""ml/min: a figure outside is a slip of the record."""
_EGFR_NAMES = frozenset({"egfr", "gfr", "estimated glomerular filtration rate", "estimated gfr"})
_CRCL_NAMES = frozenset({"crcl", "creatinine clearance", "cockcroft-gault", "cockcroft gault"})
_CREATININE_NAMES = frozenset({"creatinine", "serum creatinine", "plasma creatinine"})
_BRACKETS = re.compile(r"\([^)]*\)")
_MICROMOL_PER_MG_DL = Decimal("88.42")
_LEAST_MICROMOL = Decimal(20)
"""A creatinine below this without its unit may be in mg/dl: it is not used."""
_GROWN_UP = 18
_NOTHING = "neither an eGFR nor a creatinine clearance is recorded"
_ALONE = "no creatinine clearance is known for a medicine that is dosed by it, and the eGFR may hide that it is lower"


class Measure(StrEnum):
    """CRCL: creatinine clearance; the eGFR stands in for it, but never stops. EGFR, ANY: either will do; the first
    named is preferred."""

    CRCL = "crcl"
    EGFR = "egfr"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class RenalRule:
    """A medicine that failing kidneys limit: from `least` up to, but not at, `under` ml/min.

    over_mg: only above so many mg a day. over_days: only where the course is longer, or its length is not known;
    up_to_days: only where it is known to be no longer.
    """

    row: Row
    which: Which
    measure: Measure
    under: Decimal
    tier: Tier
    text: str
    action: str
    least: Decimal | None = None
    over_mg: Decimal | None = None
    over_days: int | None = None
    up_to_days: int | None = None

    @property
    def named_sets(self) -> frozenset[str]:
        return self.which.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure for the kidneys in ml/min, with its name for people, or why there is none."""

    name: str
    value: Decimal | None = None
    why: str = ""

    @property
    def usable(self) -> bool:
        return self.value is not None


def _judged(name: str, value: Decimal, dated: date | None, today: date) -> Reading:
    shown = f"the {name} of {decimal_text(value)}"
    if not _PLAUSIBLE[0] <= value <= _PLAUSIBLE[1]:
        return Reading(name, why=f"{shown} ml/min cannot be right")
    if dated is not None and dated > today:
        return Reading(name, why=f"{shown} is dated in the future")
    if dated is not None and today - dated > _HOLDS:
        return Reading(name, why=f"{shown} of {dated.isoformat()} is more than twelve months old")
    return Reading(name, value)


def _test_name(test: str) -> str:
    """Without the method in brackets: "eGFR (CKD-EPI)" is an eGFR."""
    return " ".join(_BRACKETS.sub(" ", test).lower().split())


def _latest(results: tuple[TestResult, ...], names: frozenset[str]) -> TestResult | None:
    found = [each for each in results if _test_name(each.test) in names]
    return max(found, key=lambda each: each.dated or date.max, default=None)


class _Kidneys:
    """The figures of one person, each worked out once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._facts = look.case.patient
        self._today = look.case.today
        self.egfr = self._egfr()
        self.crcl = self._crcl()

    def by(self, measure: Measure) -> tuple[Reading, bool]:
        """The figure to use, and whether it only stands in for the one that is asked for."""
        first, second = (self.egfr, self.crcl) if measure is Measure.EGFR else (self.crcl, self.egfr)
        if first.usable:
            return first, False
        if second.usable:
            return second, measure is Measure.CRCL
        return Reading(first.name, why=self._why_neither()), False

    def _why_neither(self) -> str:
        """The reason that says most: a figure that could not be used, before one that is not there."""
        given = [each.why for each in (self.egfr, self.crcl) if each.why != _NOTHING]
        return given[0] if given else _NOTHING

    def _egfr(self) -> Reading:
        facts = self._facts
        held = _latest(facts.results, _EGFR_NAMES)
        if facts.egfr is not None and (held is None or (facts.egfr_date or date.max) >= (held.dated or date.max)):
            return _judged("eGFR", facts.egfr, facts.egfr_date, self._today)
        if held is not None:
            return _judged("eGFR", held.value, held.dated, self._today)
        return Reading("eGFR", why=_NOTHING)

    def _crcl(self) -> Reading:
        name = "creatinine clearance"
        if self._facts.crcl is not None:
            return _judged(name, self._facts.crcl, None, self._today)
        held = _latest(self._facts.results, _CRCL_NAMES)
        if held is not None:
            return _judged(name, held.value, held.dated, self._today)
        creatinine = _latest(self._facts.results, _CREATININE_NAMES)
        if creatinine is None:
            return Reading(name, why=_NOTHING)
        return self._cockcroft_gault(creatinine)

    def _cockcroft_gault(self, creatinine: TestResult) -> Reading:
        """Cockcroft and Gault 1976: (140 - age) x kg x 1.23 (man) or 1.04 (woman) / creatinine in micromol/l."""
        name = "creatinine clearance"
        facts, age = self._facts, age_of(self._look)
        weighed = facts.weight_date is None or timedelta(0) <= self._today - facts.weight_date <= _HOLDS
        micromol = _micromol(creatinine)
        if micromol is None:
            return Reading(name, why="the creatinine is recorded without its unit")
        if age is None or age < _GROWN_UP or facts.sex is None or not facts.weight_kg or not weighed:
            why = "the creatinine clearance cannot be worked out without an adult's age, sex and weight of this year"
            return Reading(name, why=why)
        factor = Decimal("1.23") if facts.sex is Sex.MALE else Decimal("1.04")
        value = (140 - age) * facts.weight_kg * factor / micromol
        return _judged(name, value.quantize(Decimal("0.1")), creatinine.dated, self._today)


def _micromol(result: TestResult) -> Decimal | None:
    unit = (result.unit or "").lower().replace(" ", "")
    if unit in {"mg/dl", "mg/100ml"}:
        return result.value * _MICROMOL_PER_MG_DL if result.value > 0 else None
    return result.value if result.value >= _LEAST_MICROMOL else None


def _speaks(rule: RenalRule, medicine: Medicine, look: Look, value: Decimal) -> NotChecked | bool:
    if not (rule.least is None or value >= rule.least) or value >= rule.under:
        return False
    days = course_days(look.item_of(medicine)) if rule.over_days is not None or rule.up_to_days is not None else None
    if rule.over_days is not None and days is not None and days <= rule.over_days:
        return False
    if rule.up_to_days is not None and (days is None or days > rule.up_to_days):
        return False
    if rule.over_mg is None:
        return True
    daily = daily_mg(rule.which, medicine)
    if daily is not None:
        return daily > rule.over_mg
    why = f"the daily dose of {medicine.label} is not read, and the kidneys limit it to {decimal_text(rule.over_mg)} mg"
    return unknown(Check.RENAL, medicine, why, Cause.UNREAD_DOSE)


def _found(rule: RenalRule, medicine: Medicine, figure: Reading, *, stands_in: bool) -> Finding:
    assert figure.value is not None, "a rule speaks only of a figure that is known"
    tier = Tier.REASON if stands_in and rule.tier is Tier.STOP else rule.tier
    instead = " It stands in for the creatinine clearance, which is not known." if stands_in else ""
    value = decimal_text(figure.value)
    message = f"{medicine.label}: {rule.text}. The {figure.name} is {value} ml/min.{instead}"
    return finding(Check.RENAL, rule.row, tier, medicine, message, rule.action, (figure.name, value))


def _one(
    rule: RenalRule, medicine: Medicine, look: Look, kidneys: _Kidneys
) -> tuple[Finding | None, NotChecked | None]:
    figure, stands_in = kidneys.by(rule.measure)
    if figure.value is None:
        why = f"{figure.why}, and the kidneys limit the medicine"
        return None, unknown(Check.RENAL, medicine, why) if rule.tier.interrupts else None
    speaks = _speaks(rule, medicine, look, figure.value)
    if isinstance(speaks, NotChecked):
        return None, speaks
    if speaks:
        return _found(rule, medicine, figure, stands_in=stands_in), None
    return None, unknown(Check.RENAL, medicine, _ALONE) if stands_in and rule.tier.interrupts else None


def check_renal(look: Look) -> Outcome | None:
    """Every new medicine that the kidneys limit; what is not known of them is said once for all."""
    kidneys = _Kidneys(look)
    found: dict[str, list[Finding]] = {}
    missed: list[NotChecked] = []
    for medicine in look.new:
        rules = look.knowledge.rules_about(RenalRule, medicine.sets)
        answers = [_one(rule, medicine, look, kidneys) for rule in rules if rule.which.fits(medicine, look)]
        hits = [hit for hit, _ in answers if hit is not None]
        found[str(medicine.item)] = hits
        missed += [lack for _, lack in answers if lack is not None and not hits]
    return Outcome(worst(found), tuple(missed))
