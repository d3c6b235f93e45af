"""The clinical check: every check that this version has, over one case, worst finding first. Pure."""

from collections.abc import Iterator, Mapping

from dispensary.domain.clinical.ages import check_age
from dispensary.domain.clinical.allergies import check_allergies
from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.controlled import check_controlled
from dispensary.domain.clinical.disease import check_disease
from dispensary.domain.clinical.dosing import check_doses
from dispensary.domain.clinical.duplicates import check_duplicates
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Finding, NotChecked
from dispensary.domain.clinical.identity import check_identity
from dispensary.domain.clinical.interactions import check_interactions
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.legal import check_legal
from dispensary.domain.clinical.look import CheckFunction, Look, look_at
from dispensary.domain.clinical.monitoring import check_monitoring
from dispensary.domain.clinical.pregnancy import check_pregnancy
from dispensary.domain.clinical.quantity import check_quantity
from dispensary.domain.clinical.refill import check_refill
from dispensary.domain.clinical.renal import check_renal

CHECKS: Mapping[Check, CheckFunction] = {
    Check.ALLERGY: check_allergies,
    Check.INTERACTION: check_interactions,
    Check.DOSE: check_doses,
    Check.AGE: check_age,
    Check.PREGNANCY: check_pregnancy,
    Check.RENAL: check_renal,
    Check.DISEASE: check_disease,
    Check.DUPLICATE: check_duplicates,
    Check.REFILL: check_refill,
    Check.QUANTITY: check_quantity,
    Check.MONITORING: check_monitoring,
    Check.IDENTITY: check_identity,
    Check.CD: check_controlled,
    Check.LEGAL: check_legal,
}

_NEEDS_INGREDIENTS = {
    Check.ALLERGY: "its ingredients are not known, so they cannot be held against the recorded allergies",
    Check.INTERACTION: "its ingredients are not known, so they cannot be held against the other medicines",
    Check.DOSE: "its ingredients are not known, so no dose can be worked out",
    Check.AGE: "its ingredients are not known, so no age limit can be looked up",
    Check.PREGNANCY: "its ingredients are not known, so harm to a baby would not be seen",
    Check.RENAL: "its ingredients are not known, so they cannot be held against the renal function",
    Check.DISEASE: "its ingredients are not known, so they cannot be held against the recorded conditions",
    Check.DUPLICATE: "its ingredients are not known, so a duplicate would not be seen",
    Check.MONITORING: "its ingredients are not known, so nobody can say which results it needs",
    Check.IDENTITY: "it is not in the dictionary, so a look-alike or a change of strength would not be seen",
    Check.CD: "it is not in the dictionary, so nobody can say whether it is a controlled drug",
}
"""What each check that looks at substances cannot do without them."""
_NEEDS_THE_PRODUCT = {
    Check.DOSE: "its strength was not read, so no dose was worked out",
    Check.IDENTITY: "a look-alike or a change of strength would not be seen",
    Check.CD: "nobody can say whether it is a controlled drug",
}
"""What is missed where the name gave the substance, but the dictionary does not hold the product."""
_NEEDS_THE_HISTORY = (Check.INTERACTION, Check.DOSE, Check.DUPLICATE)


def check(case: CheckCase, knowledge: Knowledge) -> CheckResult:
    """Runs every check that there is. What could not be looked at is in `not_checked`; it never just disappears."""
    look = look_at(case, knowledge)
    outcomes = {which: run(look) for which, run in CHECKS.items()}
    ran = tuple(which for which, outcome in outcomes.items() if outcome is not None)
    present = [outcome for outcome in outcomes.values() if outcome is not None]
    findings = [finding for outcome in present for finding in outcome.findings]
    missed = [each for outcome in present for each in outcome.not_checked]
    return CheckResult(
        findings=_one_each(findings),
        not_checked=_merged([*_unmapped(look, ran), *missed, *_not_run(case, ran)]),
        ran=ran,
    )


def _unmapped(look: Look, ran: tuple[Check, ...]) -> tuple[NotChecked, ...]:
    """One entry for each check that could not look at the items, or at an earlier medicine beside them."""
    missed: list[NotChecked] = []
    items = tuple(each.item for each in look.new if each.item is not None and not each.substances)
    if items:
        names = " and ".join(sorted({each.label for each in look.new if not each.substances}))
        missed.extend(
            NotChecked(which, items, Cause.UNMAPPED, f"{names}: {_NEEDS_INGREDIENTS[which]}")
            for which in ran
            if which in _NEEDS_INGREDIENTS
        )
    missed.extend(_written(look, ran))
    earlier = tuple(each.history for each in look.current if each.history is not None and not each.substances)
    if earlier and look.new:
        every = tuple(each.item for each in look.new if each.item is not None)
        names = " and ".join(sorted({each.label for each in look.current if not each.substances}))
        why = f"{names}, supplied before, is not matched to the dictionary, so it was left out"
        missed.extend(NotChecked(which, every, Cause.UNMAPPED, why, earlier) for which in _NEEDS_THE_HISTORY)
    return tuple(missed)


def _written(look: Look, ran: tuple[Check, ...]) -> Iterator[NotChecked]:
    """The items whose substance was only read from their name: what that cannot answer."""
    for medicine in look.new:
        if medicine.written and medicine.item is not None:
            taken = (
                f"{medicine.label} is not in the dictionary; by its name it is {' and '.join(sorted(medicine.names))}"
            )
            for which, missed in _NEEDS_THE_PRODUCT.items():
                if which in ran and not (which is Check.DOSE and medicine.written_mg is not None):
                    yield NotChecked(which, (medicine.item,), Cause.UNMAPPED, f"{taken}, but {missed}")


def _not_run(case: CheckCase, ran: tuple[Check, ...]) -> tuple[NotChecked, ...]:
    """The checks that this version does not have, once a case. A screen may fold them into one line; it may not leave
    them out."""
    items = tuple(range(len(case.items)))
    return tuple(
        NotChecked(
            which, items, Cause.FAILED, f"this version does not run the {which.value} check: look at it yourself"
        )
        for which in Check
        if which not in ran
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
