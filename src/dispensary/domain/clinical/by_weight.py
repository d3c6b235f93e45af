"""What a child may take at the most by weight: so much for each kg, or an amount for a band of weights.

A known weight says more than an age, so it takes the place of the limits by age. Where none is known, the limits by age
hold; where there are none of those either, only what is too much for the heaviest child of that age is found, and that
the rest was not checked is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Knowledge, Metric, Row
from dispensary.domain.clinical.weights import can_be_right, heaviest_kg, is_child, recent_weight
from dispensary.domain.quantity import decimal_text

NO_WEIGHT = "there is no weight of the last six months, and the most for a child goes by weight"


@dataclass(frozen=True, slots=True)
class WeightLimit:
    """The most of one substance in 24 hours for a child, in mg. from_kg and from_age inclusive, under_* exclusive.

    mg_per_kg: for each kg of weight. most_mg: never more than that; without mg_per_kg, the amount for the whole band.
    metric: MAX_24H, or REVIEW_ABOVE for a dose to ask about. text is read before the amount. called: as DoseLimit.
    """

    row: Row
    substance: str
    tier: Tier
    text: str
    action: str
    metric: Metric = Metric.MAX_24H
    mg_per_kg: Decimal | None = None
    most_mg: Decimal | None = None
    routes: frozenset[str] = frozenset()
    from_age: int | None = None
    under_age: int | None = None
    from_kg: Decimal | None = None
    under_kg: Decimal | None = None
    name_has: str | None = None
    name_lacks: str | None = None
    stop_from_percent: Decimal | None = None
    called: str = ""

    @property
    def named_sets(self) -> frozenset[str]:
        return frozenset({f"={self.substance}"})

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """What it may give; from a share of the limit on, a stop."""
        return (self.tier, Tier.STOP) if self.stop_from_percent is not None else (self.tier,)

    def fits(self, age: int, kg: Decimal) -> bool:
        """Whether it is about a child of that age and weight."""
        of_age = (self.from_age or 0) <= age and (self.under_age is None or age < self.under_age)
        return of_age and (self.from_kg or 0) <= kg and (self.under_kg is None or kg < self.under_kg)

    def at(self, kg: Decimal, words: str) -> DoseLimit:
        """The limit in mg for that weight. words: whose weight it is, to be read before the text."""
        return DoseLimit(
            row=self.row,
            substance=self.substance,
            metric=self.metric,
            limit=self._most(kg),
            tier=self.tier,
            text=f"{words} {self.text}",
            action=self.action,
            routes=self.routes,
            name_has=self.name_has,
            name_lacks=self.name_lacks,
            stop_from_percent=self.stop_from_percent,
            called=self.called,
            rests_on=f"{decimal_text(kg)} kg",
        )

    def _most(self, kg: Decimal) -> Decimal:
        amounts = [self.mg_per_kg * kg if self.mg_per_kg is not None else None, self.most_mg]
        return min(amount for amount in amounts if amount is not None)


@dataclass(frozen=True, slots=True)
class ForTheWeight:
    """The limits of one substance for one child. known: by the child's own weight. why: what could not be checked."""

    rows: tuple[DoseLimit, ...] = ()
    known: bool = False
    why: str = ""


class Child:
    """What a child's weight says about doses; there is none for a grown-up, or where the age is not known."""

    def __init__(self, case: CheckCase, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._age = case.patient.age_on(case.today)
        self._weight = recent_weight(case.patient, self._age, case.today)

    def limits(self, substance: str, counts: Callable[[DoseLimit], bool]) -> ForTheWeight:
        """counts: whether a limit is about the medicine in question."""
        if self._age is None or not is_child(self._age):
            return ForTheWeight()
        held = self._knowledge.rules_about(WeightLimit, (f"={substance}",))
        weight = self._weight
        if weight is not None and can_be_right(weight, self._age):
            own = self._at(held, weight, f"at {decimal_text(weight)} kg", counts)
            return ForTheWeight(own, known=bool(own))
        heaviest = heaviest_kg(self._age)
        words = f"even at {decimal_text(heaviest)} kg, which few of this age weigh,"
        bound = self._at(held, heaviest, words, counts)
        return ForTheWeight(bound, why=self._why() if bound else "")

    def _at(
        self, held: tuple[WeightLimit, ...], kg: Decimal, words: str, counts: Callable[[DoseLimit], bool]
    ) -> tuple[DoseLimit, ...]:
        found = (each.at(kg, words) for each in held if each.fits(self._age or 0, kg))
        return tuple(limit for limit in found if counts(limit))

    def _why(self) -> str:
        if self._weight is None:
            return NO_WEIGHT
        return (
            f"a weight of {decimal_text(self._weight)} kg is hardly right at {self._age} years, and the most for a "
            "child goes by weight"
        )
