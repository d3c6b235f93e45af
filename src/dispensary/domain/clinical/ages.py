"""Age and sex limits of a medicine, with the weight where a limit depends on it."""

from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.clinical.conditions import Recorded, Said
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine
from dispensary.domain.clinical.weights import GROWN_UP, recent_weight
from dispensary.domain.clinical.which import Which, finding, unknown, worst
from dispensary.domain.patient import Sex
from dispensary.domain.quantity import decimal_text

OLDEST = 125
"""Nobody is older: a greater age, or one below 0, is an error of the record."""
_NO_AGE = "the age is not known, and the medicine has a limit by age"


@dataclass(frozen=True, slots=True)
class AgeRule:
    """A medicine that is not for everybody. It holds from from_age up to, but not at, under_age (whole years).

    under_kg: only below that weight. sex: only that one. conditions: only with one of these on record. text: why, to be
    read after the name of the medicine.
    """

    row: Row
    which: Which
    tier: Tier
    text: str
    action: str
    from_age: int | None = None
    under_age: int | None = None
    sex: Sex | None = None
    under_kg: Decimal | None = None
    conditions: frozenset[str] = frozenset()

    @property
    def named_sets(self) -> frozenset[str]:
        return self.which.sets

    @property
    def uses(self) -> frozenset[str]:
        """The conditions that must be described somewhere."""
        return self.conditions

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


def age_of(look: Look) -> int | None:
    """The age in whole years; None where it is not known or cannot be right."""
    return look.age if look.age is not None and 0 <= look.age <= OLDEST else None


class _Person:
    """What the rules ask about the person."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.facts = look.case.patient
        self.age = age_of(look)
        self.recorded = Recorded(look)

    @property
    def impossible(self) -> tuple[str, ...]:
        """What the record says that cannot be, so that nobody relies on it."""
        found = []
        if self.look.age is not None and self.age is None:
            found.append(f"an age of {self.look.age} years cannot be right, so limits by age were not looked up")
        if self.facts.weight_kg is not None and self.facts.weight_kg <= 0:
            found.append(f"a weight of {decimal_text(self.facts.weight_kg)} kg cannot be right, so it was not used")
        return tuple(found)

    @property
    def weight(self) -> Decimal | None:
        """The weight in kg, if a child's is not too old to hold."""
        return recent_weight(self.facts, self.age, self.look.case.today)


def _applies(rule: AgeRule, person: _Person) -> str | bool:
    """Whether the rule holds for this person; a text: what would have to be known to say so."""
    limited = rule.from_age is not None or rule.under_age is not None
    if limited and person.age is None:
        return _NO_AGE if person.look.age is None else False
    age = person.age if person.age is not None else 0
    if limited and not (rule.from_age or 0) <= age < (rule.under_age or OLDEST + 1):
        return False
    if rule.sex is not None and person.facts.sex is not rule.sex:
        return False if person.facts.sex is not None else "the sex is not recorded, and the medicine is for one sex"
    return _weighs(rule, person) if rule.under_kg is not None else _has_had(rule, person)


def _weighs(rule: AgeRule, person: _Person) -> str | bool:
    assert rule.under_kg is not None, "asked only of a rule with a weight"
    if person.weight is not None:
        return person.weight < rule.under_kg
    if person.age is None or person.age >= GROWN_UP:
        return False
    return "there is no weight of the last six months, and the medicine has a limit by weight"


def _has_had(rule: AgeRule, person: _Person) -> str | bool:
    if not rule.conditions:
        return True
    said, entry, name = person.recorded.first(rule.conditions)
    if said is Said.ASKED:
        return f"“{entry}” is recorded as a question, and the medicine has a limit with {person.recorded.title(name)}"
    return said is Said.YES


def _who(rule: AgeRule, person: _Person) -> str:
    facts = person.facts
    if rule.sex is not None and facts.sex is not None:
        return f"The record says {'female' if facts.sex is Sex.FEMALE else 'male'}."
    return f"The person is {person.age} years old." if rule.from_age or rule.under_age else ""


def _found(rule: AgeRule, medicine: Medicine, person: _Person) -> Finding:
    return finding(
        Check.AGE,
        rule.row,
        rule.tier,
        medicine,
        f"{medicine.label}: {rule.text}. {_who(rule, person)}".strip(),
        rule.action,
        (str(person.age), person.facts.sex or "", str(person.weight or "")),
    )


def check_age(look: Look) -> Outcome | None:
    """Every new medicine against the limits by age, sex, weight and length of course; the gravest of each is said."""
    person = _Person(look)
    found: dict[str, list[Finding]] = {}
    items = tuple(range(len(look.case.items)))
    missed = [NotChecked(Check.AGE, items, Cause.UNKNOWN_FACT, why) for why in person.impossible]
    for medicine in look.new:
        for rule in look.knowledge.rules_about(AgeRule, medicine.sets) if medicine.substances else ():
            if not rule.which.fits(medicine, look):
                continue
            applies = _applies(rule, person)
            if applies is True:
                found.setdefault(str(medicine.item), []).append(_found(rule, medicine, person))
            elif isinstance(applies, str) and rule.tier.interrupts:
                missed.append(unknown(Check.AGE, medicine, applies))
    return Outcome(worst(found), tuple(missed))
