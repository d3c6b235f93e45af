"""The dose check: the most in 24 hours, medicines taken weekly, opioids added up, directions unread or at odds
with the coded dose or with the strength."""

from dispensary.domain.clinical.directions import directions_disagree
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome
from dispensary.domain.clinical.knowledge import Metric
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.maximum_dose import DoseRows, over_the_most
from dispensary.domain.clinical.medicines import Medicine, Reach
from dispensary.domain.clinical.opioids import check_opioids
from dispensary.domain.clinical.strength_said import strength_disagrees
from dispensary.domain.clinical.weekly import too_often


def check_doses(look: Look) -> Outcome:
    """Every new medicine against the limits that fit the person; what is unread or has no limit is not checked."""
    rows = DoseRows(look.case, look.taken, look.knowledge)
    opioids = check_opioids(look.case, look.taken, look.knowledge)
    findings = list(opioids.findings)
    missed = list(opioids.not_checked)
    for medicine in look.new:
        outcomes = (over_the_most(rows, medicine), too_often(rows, medicine))
        found = [finding for outcome in outcomes for finding in outcome.findings]
        findings += _with_slips(found, medicine)
        missed += [each for outcome in outcomes for each in outcome.not_checked]
    asked = (directions_disagree(item, position) for position, item in enumerate(look.case.items))
    findings += [finding for finding in asked if finding is not None]
    missed += _unread(look)
    without = [
        each
        for each in look.new
        if each.substances and each.reach is Reach.SYSTEMIC and not any(_has_rows(rows, name) for name in each.names)
    ]
    if without:
        items = tuple(each.item for each in without if each.item is not None)
        names = " and ".join(sorted({each.label for each in without}))
        missed.append(NotChecked(Check.DOSE, items, Cause.UNKNOWN_FACT, f"no dose limit is held for {names}"))
    return Outcome(tuple(findings), tuple(missed))


def _with_slips(found: list[Finding], medicine: Medicine) -> list[Finding]:
    """One finding for one cause: what already says as loudly that the dose is wrong covers a slip of the unit."""
    slip = strength_disagrees(medicine)
    if slip is None or any(each.tier.rank >= slip.tier.rank for each in found):
        return found
    return [*found, slip]


def _unread(look: Look) -> list[NotChecked]:
    """Directions that nobody could read, whether or not a limit is held for the medicine."""
    return [
        NotChecked(Check.DOSE, (each.item,), Cause.UNREAD_DOSE, f"the directions of {each.label} are not read")
        for each in look.new
        if each.item is not None and each.directions.strip() and (each.dose is None or not each.dose.parsed)
    ]


def _has_rows(rows: DoseRows, substance: str) -> bool:
    return any(row.metric is not Metric.OPIOID for row in rows.rows(substance))
