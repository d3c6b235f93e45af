"""Whether the item may be dispensed at all today: its status at EPS, the age of the prescription, an emergency supply.

Controlled drugs of Schedules 1 to 4 have their own validity (see `controlled`). Codes: EPS dispensing API, business
status of prescriptions and lines. Source: Human Medicines Regulations 2012; the rows cite their regulations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.emergency import EmergencyRule, over_the_emergency_limit
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.lasting import day_text
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine
from dispensary.domain.clinical.saying import finding_of
from dispensary.domain.validity import last_day


class LegalKind(StrEnum):
    """What a legal rule looks at. The statuses come with the codes that it is about."""

    EXPIRED = "expired"
    DATED_AHEAD = "dated-ahead"
    PRESCRIPTION_STATUS = "prescription-status"
    LINE_STATUS = "line-status"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One condition under which nothing may be supplied. codes: for the statuses; text: what it means."""

    row: Row
    kind: LegalKind
    tier: Tier
    text: str
    action: str
    codes: frozenset[str] = frozenset()

    @property
    def named_sets(self) -> frozenset[str]:
        return frozenset()

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


_MAY_GO_ON = {
    LegalKind.PRESCRIPTION_STATUS: frozenset({"0002", "0003"}),
    LegalKind.LINE_STATUS: frozenset({"0003", "0004", "0007", "0008"}),
}
"""With dispenser, and lines that are still due. A line comes as "to be dispensed" with some releases."""


def check_legal(look: Look) -> Outcome:
    """Every new item: is there still a prescription that allows it, or does the law allow the emergency supply?"""
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    for medicine in look.new:
        item = look.item_of(medicine)
        for found in _of_item(look, medicine, item):
            if isinstance(found, Finding):
                findings.append(found)
            else:
                missed.append(found)
    return Outcome(tuple(findings), tuple(missed))


def _of_item(look: Look, medicine: Medicine, item: CheckItem) -> Iterator[Finding | NotChecked]:
    yield from _withdrawn(look, medicine, item)
    if item.emergency:
        yield from over_the_emergency_limit(look.knowledge.rules(EmergencyRule), look, medicine, item)
        return
    if item.supply is Supply.OTC:
        return
    yield from _dates(look, medicine, item)
    if item.supply is Supply.NHS:
        yield from _status(look, medicine, LegalKind.PRESCRIPTION_STATUS, item.prescription_status)
        yield from _status(look, medicine, LegalKind.LINE_STATUS, item.line_status)


def _rules(look: Look, kind: LegalKind) -> tuple[LegalRule, ...]:
    return tuple(rule for rule in look.knowledge.rules(LegalRule) if rule.kind is kind)


def _withdrawn(look: Look, medicine: Medicine, item: CheckItem) -> Iterator[Finding]:
    held = item.product
    if held is None:
        return
    gone = held.invalid or (held.pack is not None and held.pack.discontinued)
    gone = gone or (held.actual is not None and not held.actual.available)
    for rule in _rules(look, LegalKind.WITHDRAWN) if gone else ():
        yield _finding(rule, medicine, f"{medicine.label}: {rule.text}.", held.current.value)


def _dates(look: Look, medicine: Medicine, item: CheckItem) -> Iterator[Finding | NotChecked]:
    if item.signed_on is None:
        yield _entry(medicine, "the date of the prescription is not known, so nobody can say whether it is still valid")
        return
    drug = medicine.product.controlled_drug if medicine.product is not None else None
    today, last = look.case.today, last_day(item.signed_on, item.treatment, item.issue or 1, drug)
    if item.signed_on > today:
        for rule in _rules(look, LegalKind.DATED_AHEAD):
            said = f"{medicine.label}: the prescription is dated {day_text(item.signed_on)}; {rule.text}."
            yield _finding(rule, medicine, said, item.signed_on.isoformat())
    schedule = drug.schedule if drug is not None else None
    if today > last and schedule in (None, 5):
        for rule in _rules(look, LegalKind.EXPIRED):
            said = (
                f"{medicine.label}: the prescription of {day_text(item.signed_on)} could be dispensed until "
                f"{day_text(last)}; {rule.text}."
            )
            yield _finding(rule, medicine, said, item.signed_on.isoformat())


def _status(look: Look, medicine: Medicine, kind: LegalKind, code: str | None) -> Iterator[Finding | NotChecked]:
    what = "prescription" if kind is LegalKind.PRESCRIPTION_STATUS else "line"
    if code is None:
        yield _entry(medicine, f"the status of the {what} at EPS is not known")
        return
    if code in _MAY_GO_ON[kind]:
        return
    named = [rule for rule in _rules(look, kind) if code in rule.codes]
    for rule in named:
        yield _finding(rule, medicine, f"{medicine.label}: {rule.text} (EPS status of the {what}: {code}).", code)
    if not named:
        yield _entry(medicine, f"the status of the {what} at EPS, {code}, means nothing here")


def _finding(rule: LegalRule, medicine: Medicine, message: str, evidence: str) -> Finding:
    return finding_of(Check.LEGAL, rule, medicine, message, evidence)


def _entry(medicine: Medicine, why: str) -> NotChecked:
    items = (medicine.item,) if medicine.item is not None else ()
    return NotChecked(Check.LEGAL, items, Cause.UNKNOWN_FACT, why)
