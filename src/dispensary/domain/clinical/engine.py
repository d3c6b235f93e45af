"""The clinical check: every check that this version has, over one case, worst finding first. Pure."""

from dispensary.domain.clinical.allergies import check_allergies
from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.duplicates import check_duplicates
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Finding, NotChecked, Outcome
from dispensary.domain.clinical.interactions import check_interactions
from dispensary.domain.clinical.knowledge import Knowledge, Metric
from dispensary.domain.clinical.maximum_dose import DoseRows, over_the_most
from dispensary.domain.clinical.medicines import Medicine, Reach, current_medicines, new_medicines
from dispensary.domain.clinical.opioids import check_opioids
from dispensary.domain.clinical.weekly import too_often

RAN = (Check.ALLERGY, Check.INTERACTION, Check.DOSE, Check.DUPLICATE)
"""The checks that this version runs."""

NOT_IN_THIS_VERSION = tuple(check for check in Check if check not in RAN)
"""The checks that it does not: each comes back as not checked with cause "failed", once a case. The other causes are
about the facts of a case, and would be untrue. A screen may fold them into one line; it may not leave them out."""

_LOOKS_AT = {
    Check.ALLERGY: "its ingredients are not known, so they cannot be held against the recorded allergies",
    Check.INTERACTION: "its ingredients are not known, so they cannot be held against the other medicines",
    Check.DOSE: "its ingredients are not known, so no dose can be worked out",
    Check.DUPLICATE: "its ingredients are not known, so a duplicate would not be seen",
}


def _unmapped(new: tuple[Medicine, ...], current: tuple[Medicine, ...]) -> tuple[NotChecked, ...]:
    """One entry for each check that could not look at the items, or at an earlier medicine beside them."""
    missed: list[NotChecked] = []
    items = tuple(each.item for each in new if each.item is not None and not each.substances)
    if items:
        names = " and ".join(sorted({each.label for each in new if not each.substances}))
        missed.extend(NotChecked(check, items, Cause.UNMAPPED, f"{names}: {why}") for check, why in _LOOKS_AT.items())
    earlier = tuple(each.history for each in current if each.history is not None and not each.substances)
    if earlier and new:
        every = tuple(each.item for each in new if each.item is not None)
        names = " and ".join(sorted({each.label for each in current if not each.substances}))
        why = f"{names}, supplied before, is not matched to the dictionary, so it was left out"
        missed.extend(
            NotChecked(check, every, Cause.UNMAPPED, why, earlier)
            for check in (Check.INTERACTION, Check.DOSE, Check.DUPLICATE)
        )
    return tuple(missed)


def _doses(case: CheckCase, new: tuple[Medicine, ...], every: tuple[Medicine, ...], knowledge: Knowledge) -> Outcome:
    rows = DoseRows(case, every, knowledge)
    opioids = check_opioids(case, every, knowledge)
    findings = list(opioids.findings)
    missed = list(opioids.not_checked)
    for medicine in new:
        for outcome in (over_the_most(rows, medicine), too_often(rows, medicine)):
            findings.extend(outcome.findings)
            missed.extend(outcome.not_checked)
    without = [
        each
        for each in new
        if each.substances and each.reach is Reach.SYSTEMIC and not any(_has_rows(rows, name) for name in each.names)
    ]
    if without:
        items = tuple(each.item for each in without if each.item is not None)
        names = " and ".join(sorted({each.label for each in without}))
        missed.append(NotChecked(Check.DOSE, items, Cause.UNKNOWN_FACT, f"no dose limit is held for {names}"))
    return Outcome(tuple(findings), tuple(missed))


def _has_rows(rows: DoseRows, substance: str) -> bool:
    return any(row.metric is not Metric.OPIOID for row in rows.rows(substance))


def _not_run(case: CheckCase) -> tuple[NotChecked, ...]:
    items = tuple(range(len(case.items)))
    return tuple(
        NotChecked(
            check, items, Cause.FAILED, f"this version does not run the {check.value} check: look at it yourself"
        )
        for check in NOT_IN_THIS_VERSION
    )


def _one_each(findings: list[Finding]) -> tuple[Finding, ...]:
    """Two items of one sum give the same finding twice; it is shown once."""
    unique = {finding.hash: finding for finding in findings}
    return tuple(
        sorted(unique.values(), key=lambda each: (-each.tier.rank, each.check.value, each.rule, each.evidence))
    )


def _merged(missed: list[NotChecked]) -> tuple[NotChecked, ...]:
    """One entry for one reason, with all the items that it is about."""
    grouped: dict[tuple[Check, Cause, str], tuple[set[int], set[int]]] = {}
    for each in missed:
        items, history = grouped.setdefault((each.check, each.cause, each.why), (set(), set()))
        items.update(each.items)
        history.update(each.history)
    return tuple(
        NotChecked(check, tuple(sorted(items)), cause, why, tuple(sorted(history)))
        for (check, cause, why), (items, history) in grouped.items()
    )


def check(case: CheckCase, knowledge: Knowledge) -> CheckResult:
    """Runs every check that there is. What could not be looked at is in `not_checked`; it never just disappears."""
    new = new_medicines(case, knowledge)
    current = current_medicines(case, knowledge)
    every = (*new, *current)
    outcomes = (
        check_allergies(case, new, current, knowledge),
        check_interactions(case, every, knowledge),
        _doses(case, new, every, knowledge),
        check_duplicates(case, every, knowledge),
    )
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    missed = [each for outcome in outcomes for each in outcome.not_checked]
    return CheckResult(
        findings=_one_each(findings),
        not_checked=_merged([*_unmapped(new, current), *missed, *_not_run(case)]),
        ran=RAN,
    )
