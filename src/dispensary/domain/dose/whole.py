"""One set of phrases on its way to a reading: what holds for all of it, and the contradictions that end it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.gathering import Contradiction, stretches
from dispensary.domain.dose.meaning import steps_of
from dispensary.domain.dose.phrases import (
    Amount,
    AsDirected,
    AsNeeded,
    By,
    Cap,
    Gap,
    Lasting,
    Method,
    Moment,
    Next,
    Often,
    Phrase,
    ReduceBy,
    Repeat,
    Site,
    Stop,
)
from dispensary.domain.dose.reading import DoseReading, DoseStep
from dispensary.domain.dose.routes import Route
from dispensary.domain.dose.settled import settled

_ONE_WITHOUT_A_NUMBER = frozenset({"apply", "insert", "change"})
_HOURS_A_DAY = 24
_NEVER_USED_AT_ONCE = frozenset({"cartridge"})
_HOLDING_MANY = frozenset({"pen", "vial", "cartridge", "filled", "prefilled"})
_INSERTED = frozenset({"pessary", "suppository", "patch", "plaster", "enema"})

P = TypeVar("P", Site, By, Cap, Repeat, ReduceBy, Gap)


def reading_of(phrases: tuple[Phrase, ...], extra: tuple[str, ...], text: str, product: str | None) -> DoseReading:
    """The reading of phrases, found in words or in a structured dose. product: the unit (`product_unit`).

    Raises Contradiction where they do not fit together.
    """
    return settled(_Whole(phrases, extra, text, product).reading())


class _Whole:
    def __init__(self, phrases: tuple[Phrase, ...], extra: tuple[str, ...], text: str, product: str | None) -> None:
        self.extra = extra
        self.text = text
        self.product = product
        self.phrases = self._with_one_application(phrases)

    def reading(self) -> DoseReading:
        unit = self._unit()
        reduction = self._only(ReduceBy)
        if reduction is not None and reduction.amount.unit not in (None, unit):
            raise Contradiction
        cut = self.phrases.index(reduction) if reduction is not None else len(self.phrases)
        steps, remarks = steps_of(stretches(self.phrases[:cut]), reduction, stretches(self.phrases[cut + 1 :]))
        steps = self._capped_times(steps)
        self._check_ends(steps)
        site, route = self._place()
        repeat = self._only(Repeat)
        cap = self._cap(unit, steps)
        _cap_must_fit(cap, steps)
        _gap_must_fit(self._only(Gap), steps)
        missing = _missing(steps)
        going_on = [step for step in steps if not step.single]
        return DoseReading(
            text=self.text,
            parsed=not missing,
            dose_min=_least(step.dose_min for step in steps),
            dose_max=_greatest(step.dose_max for step in steps),
            unit=unit if unit is not None or not any(step.dose_min for step in steps) else self.product,
            per_day_min=_least(step.per_day_min for step in going_on),
            per_day_max=_greatest(step.per_day_max for step in going_on),
            max_24h=None if missing else cap if cap is not None else _most(steps, site),
            as_needed=any(isinstance(phrase, AsNeeded) for phrase in self.phrases),
            as_directed=any(isinstance(phrase, AsDirected) for phrase in self.phrases),
            sites=site.count if site is not None else None,
            steps=steps,
            method=self._method_of(self.phrases),
            extra=(*remarks, *self.extra),
            cap=cap,
            site=site.words if site is not None else None,
            route=route,
            missing=missing,
            stops=any(isinstance(phrase, Stop) for phrase in self.phrases)
            or (reduction is not None and reduction.to == 0),
            repeat_hours=repeat.hours if repeat is not None else None,
        )

    def _only(self, kind: type[P]) -> P | None:
        found = {phrase for phrase in self.phrases if isinstance(phrase, kind)}
        if len(found) > 1:
            raise Contradiction
        return next(iter(found), None)

    def _place(self) -> tuple[Site | None, Route | None]:
        """Where it goes, and by which way; "ocular route" is the eye where no eye is named."""
        site, by = self._only(Site), self._only(By)
        if by is None or by.route is not Route.EYE:
            return site, by.route if by is not None else None
        return site or Site("eye", "the eye", None), None

    def _with_one_application(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Apply or insert without a number is 1 application; change the patch is 1 patch."""
        if (
            any(isinstance(phrase, Amount) for phrase in phrases)
            or self._method_of(phrases) not in _ONE_WITHOUT_A_NUMBER
        ):
            return phrases
        unit = self.product if self.product in _INSERTED else "application"
        return (Amount(Decimal(1), Decimal(1), unit), *phrases)

    @staticmethod
    def _method_of(phrases: tuple[Phrase, ...]) -> str | None:
        return next((phrase.verb for phrase in phrases if isinstance(phrase, Method)), None)

    def _unit(self) -> str | None:
        """One unit for every dose. A bare number of a liquid, or tablets of a capsule, is a contradiction."""
        units = {phrase.unit for phrase in self.phrases if isinstance(phrase, Amount)}
        named = units - {None}
        if len(named) > 1:
            raise Contradiction
        unit = next(iter(named), None)
        own = (self.product or "").replace("-", " ")
        if unit is not None and unit == own:
            unit = self.product
        if None in units and (unit in v.MEASURED or (unit is None and self.product in v.MEASURED)):
            raise Contradiction
        if any(map(self._counts_containers, self.phrases)):
            raise Contradiction
        if unit is not None and self.product is not None and _excludes(unit, self.product):
            raise Contradiction
        return unit

    def _counts_containers(self, phrase: Phrase) -> bool:
        """A bare number of pens or vials. "10 at night" is 10 units of the insulin in it; "one weekly" is one syringe,
        but for a cartridge, which is never used up at once.
        """
        if not isinstance(phrase, Amount) or phrase.unit is not None:
            return False
        named = frozenset(re.findall("[a-z]+", self.product or ""))
        several = phrase.low != 1 or phrase.high != 1
        return not named.isdisjoint(_HOLDING_MANY if several else _NEVER_USED_AT_ONCE)

    def _check_ends(self, steps: tuple[DoseStep, ...]) -> None:
        """Stop is the last word, after a step that ends; as needed and a cap belong to one step."""
        bearing = [phrase for phrase in self.phrases if not isinstance(phrase, Method | AsDirected | Site | By | Cap)]
        for place, phrase in enumerate(bearing):
            later = bearing[place + 1 :]
            if isinstance(phrase, Stop | ReduceBy) and any(isinstance(each, Amount | Next) for each in later):
                raise Contradiction
            if isinstance(phrase, Stop) and any(isinstance(each, Lasting | Often | Moment) for each in later):
                raise Contradiction  # "then stop for 1 week" is a break, and what follows it is not said
        if any(isinstance(phrase, Stop) for phrase in bearing) and (not steps or steps[-1].days is None):
            raise Contradiction
        going_on = [step for step in steps if not step.single]
        one_step_only = any(isinstance(phrase, AsNeeded | Cap | Repeat) for phrase in self.phrases)
        if one_step_only and len(going_on) > 1:
            raise Contradiction
        of_one_day = any(
            isinstance(phrase, Cap | Repeat) or (isinstance(phrase, AsNeeded) and phrase.onset)
            for phrase in self.phrases
        )
        if of_one_day and any(step.per_day_max is not None and step.per_day_max < 1 for step in going_on):
            raise Contradiction  # "once a week, at most 2 in 24 hours"

    def _cap(self, unit: str | None, steps: tuple[DoseStep, ...]) -> Decimal | None:
        cap = self._only(Cap)
        if cap is None:
            return None
        if cap.in_doses and unit != "dose":
            highest = _greatest(step.dose_max for step in steps)
            return None if highest is None else cap.value * highest
        if cap.unit not in (None, unit) and not (unit is None and cap.unit == self.product):
            raise Contradiction
        if cap.unit is None and unit in v.MEASURED:
            raise Contradiction
        return cap.value

    def _capped_times(self, steps: tuple[DoseStep, ...]) -> tuple[DoseStep, ...]:
        """As needed with a cap and no frequency: as often as the cap allows. A range of doses leaves that open."""
        cap = self._only(Cap)
        step = steps[-1] if steps else None
        if cap is None or step is None or step.per_day_max is not None or not step.as_needed or step.dose_min is None:
            return steps
        doses = cap.value if cap.in_doses else cap.value / step.dose_min
        if step.dose_min != step.dose_max or doses != int(doses):
            return steps
        most = doses * step.dose_min
        return (*steps[:-1], replace(step, per_day_min=Decimal(0), per_day_max=Decimal(doses), most=most))


def _cap_must_fit(cap: Decimal | None, steps: tuple[DoseStep, ...]) -> None:
    """Raises Contradiction for a most in 24 hours that is less than one dose."""
    if cap is not None and any(step.dose_min is not None and step.dose_min > cap for step in steps):
        raise Contradiction


def _gap_must_fit(gap: Gap | None, steps: tuple[DoseStep, ...]) -> None:
    """Raises Contradiction for doses that are closer together than they may be."""
    for step in steps if gap is not None else ():
        if gap is not None and step.per_day_max is not None and gap.hours * step.per_day_max > _HOURS_A_DAY:
            raise Contradiction


def _excludes(unit: str, product: str) -> bool:
    if unit in v.SOLIDS and product in v.SOLIDS:
        return unit != product
    if "ml" in (unit, product):
        return unit in v.SOLIDS - {"sachet"} or product in v.SOLIDS - {"sachet"}
    return product in v.SOLIDS and unit in ("drop", "puff", "spray", "actuation", "application")


def _least(values: Iterable[Decimal | None]) -> Decimal | None:
    return min((value for value in values if value is not None), default=None)


def _greatest(values: Iterable[Decimal | None]) -> Decimal | None:
    return max((value for value in values if value is not None), default=None)


def _missing(steps: tuple[DoseStep, ...]) -> tuple[str, ...]:
    """What the directions do not say: a dose, or how often. Straight away alone is no frequency."""
    missing: list[str] = []
    if not steps or any(step.dose_min is None for step in steps):
        missing.append("dose")
    if not any(not step.single for step in steps) or any(step.per_day_max is None for step in steps if not step.single):
        missing.append("frequency")
    return tuple(missing)


def _most(steps: tuple[DoseStep, ...], site: Site | None) -> Decimal | None:
    """Most units in 24 hours over the steps. A dose straight away adds to a day of doses more often than daily."""
    most = _greatest(step.most for step in steps)
    for first, then in pairwise(steps):
        if first.single and then.per_day_max is not None and then.per_day_max > 1 and first.most and then.most and most:
            most = max(most, first.most + then.most)
    if most is not None and site is not None and site.noun == "nostril" and site.count == 2:
        return most * 2
    return most
