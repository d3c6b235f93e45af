"""High-risk medicines that are supplied against a result: INR, lithium level, blood counts; and what they need besides.

A result that is on record and too old asks for a reason. No result on record means that nobody here knows: not checked,
since most pharmacies hold none. Source: CLINICAL_CHECKS section 11; the rows name theirs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach
from dispensary.domain.clinical.saying import finding_of
from dispensary.domain.patient import TestResult
from dispensary.domain.quantity import decimal_text


class MonitorKind(StrEnum):
    """RESULT: the newest must not be older than so many days. ABOVE: nor higher than that. STRENGTH: no other strength
    than that many mg. WEEKDAY: the directions must name the day of the week. SERVICE: supplied only within one."""

    RESULT = "result"
    ABOVE = "above"
    STRENGTH = "strength"
    WEEKDAY = "weekday"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class MonitorRule:
    """What one set of medicines needs. tests: the names under which a result may stand, in lower case.

    limit: days, a value, or mg, by kind. routes: only taken that way.
    """

    row: Row
    kind: MonitorKind
    sets: frozenset[str]
    tests: tuple[str, ...]
    limit: Decimal | None
    tier: Tier
    text: str
    action: str
    routes: frozenset[str] = frozenset()

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


def check_monitoring(look: Look) -> Outcome:
    """Every new high-risk medicine against the results on record and its own conditions of supply."""
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    rules = look.knowledge.rules(MonitorRule)
    for medicine in look.new:
        if medicine.reach is not Reach.SYSTEMIC:
            continue
        for rule in rules:
            if not rule.sets & medicine.sets.keys() or not _by_route(rule, medicine):
                continue
            found = _JUDGED[rule.kind](rule, look, medicine)
            if isinstance(found, Finding):
                findings.append(found)
            elif found is not None:
                missed.append(found)
    return Outcome(tuple(findings), tuple(missed))


def _by_route(rule: MonitorRule, medicine: Medicine) -> bool:
    return not rule.routes or not medicine.routes or bool(rule.routes & medicine.routes)


def _of(rule: MonitorRule, look: Look) -> list[TestResult]:
    """The results that the rule is about: "Serum lithium level" is one of lithium, "Target INR" is no INR."""
    return [each for each in look.case.patient.results if _is_one_of(f" {_plain(each.test)} ", rule.tests)]


def _is_one_of(test: str, names: tuple[str, ...]) -> bool:
    return " target " not in test and any(f" {name} " in test for name in names)


def _plain(test: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in test.lower()).split())


def _newest(results: list[TestResult], today: date) -> tuple[TestResult, date] | None:
    """The newest result and its day; one without a date counts as current."""
    dated = [(each, each.dated or today) for each in results]
    return max(dated, key=lambda pair: pair[1], default=None)


def _result(rule: MonitorRule, look: Look, medicine: Medicine) -> Finding | NotChecked | None:
    newest = _newest(_of(rule, look), look.case.today)
    if newest is None:
        return _entry(medicine, f"{rule.text} is needed, and none is on record here")
    seen, on = newest
    age = (look.case.today - on).days
    if rule.limit is None or age <= rule.limit:
        return None
    message = (
        f"{medicine.label}: the last {seen.test} on record is {age} days old; {rule.text} is due every "
        f"{decimal_text(rule.limit)} days."
    )
    return _finding(rule, medicine, message, seen.test, on.isoformat())


def _above(rule: MonitorRule, look: Look, medicine: Medicine) -> Finding | None:
    newest = _newest(_of(rule, look), look.case.today)
    if newest is None or rule.limit is None or newest[0].value <= rule.limit:
        return None
    seen, on = newest
    value = decimal_text(seen.value)
    message = f"{medicine.label}: the last {seen.test} on record is {value}; {rule.text} {decimal_text(rule.limit)}."
    return _finding(rule, medicine, message, seen.test, value, on.isoformat())


def _strength(rule: MonitorRule, _look: Look, medicine: Medicine) -> Finding | NotChecked | None:
    substance = min(name for held in rule.sets & medicine.sets.keys() for name in medicine.sets[held])
    if medicine.product is None:
        return _entry(medicine, f"the strength is not known; {rule.text}")
    strength = medicine.strength_mg(substance)
    if strength is None or strength == rule.limit or not _is_solid(medicine):
        return None
    return _finding(rule, medicine, f"{medicine.label}: {rule.text}.")


def _is_solid(medicine: Medicine) -> bool:
    return medicine.product is not None and (medicine.product.unit or "").lower() in ("tablet", "capsule")


def _weekday(rule: MonitorRule, _look: Look, medicine: Medicine) -> NotChecked | None:
    dose = medicine.dose
    if dose is None or not dose.parsed or any(step.weekdays for step in dose.steps):
        return None
    return _entry(medicine, rule.text)


def _service(rule: MonitorRule, _look: Look, medicine: Medicine) -> Finding:
    return _finding(rule, medicine, f"{medicine.label}: {rule.text}.")


_JUDGED: Mapping[MonitorKind, Callable[[MonitorRule, Look, Medicine], Finding | NotChecked | None]] = {
    MonitorKind.RESULT: _result,
    MonitorKind.ABOVE: _above,
    MonitorKind.STRENGTH: _strength,
    MonitorKind.WEEKDAY: _weekday,
    MonitorKind.SERVICE: _service,
}


def _finding(rule: MonitorRule, medicine: Medicine, message: str, *seen: str) -> Finding:
    return finding_of(Check.MONITORING, rule, medicine, message, medicine.dose_in_short, *seen)


def _entry(medicine: Medicine, why: str) -> NotChecked:
    items = (medicine.item,) if medicine.item is not None else ()
    return NotChecked(Check.MONITORING, items, Cause.UNKNOWN_FACT, why)
