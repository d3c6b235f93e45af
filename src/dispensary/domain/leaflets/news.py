"""What is new for one person about a medicine: that they have not had it from here, or have it otherwise now.

Told only where it is certain. Where nobody knows whether an earlier medicine is the same one, or a dose cannot be read,
there is no news: the label says how to take it either way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dose.agreement import comparable, disagreement
from dispensary.domain.dose.reading import DoseReading

COMPARED_FOR = timedelta(days=183)
"""What was had last longer ago is nothing that this person would still go by."""


@dataclass(frozen=True, slots=True)
class Had:
    """One medicine of before. words: its label's; reading: how they read. product None: the dictionary has no such one.
    here: we supplied it; else the record names it from elsewhere, on a day that may not be known.
    """

    name: str
    words: str
    reading: DoseReading
    product: VirtualProduct | None
    on: date | None
    here: bool = True


@dataclass(frozen=True, slots=True)
class NewHere:
    """We never supplied this person with it, but with others; nor does the record name it from elsewhere."""


@dataclass(frozen=True, slots=True)
class Changed:
    """They had it otherwise. before: the words of the label then; name: the product then, "" where it is the same."""

    before: str
    name: str = ""


News = NewHere | Changed


def news_of(
    product: VirtualProduct | None,
    reading: DoseReading,
    had: Sequence[Had],
    *,
    today: date,
    beside: Sequence[VirtualProduct] = (),
) -> News | None:
    """had: everything of before. beside: the other medicines that this person gets now, on any prescription.

    Another strength is told as a change only where the dictionary gives both the same virtual therapeutic moiety and
    the same form: a cream does not take the place of tablets, nor a liquid for when needed that of long-acting ones.
    """
    if product is None or not any(one.here for one in had):
        return None
    if any(other.code == product.code for other in beside):
        return None
    same = [one for one in had if one.product is not None and one.product.code == product.code]
    if same:
        return _changed(reading, _last(same), today, other=False)
    alike = [one for one in had if _may_be(product, one.product)]
    if not alike:
        return NewHere()
    if any(_may_be(product, other) for other in beside):
        # Two strengths beside each other: neither takes the place of the one of before.
        return None
    if not all(_another_strength(product, one.product) for one in alike):
        return None
    return _changed(reading, _last(alike), today, other=True)


def _may_be(product: VirtualProduct, other: VirtualProduct | None) -> bool:
    """Whether both may be one medicine. What the dictionary does not know, or knows too little of, may be any."""
    if other is None:
        return True
    if product.vtm is not None and other.vtm is not None:
        return product.vtm == other.vtm
    one, two = _substances(product), _substances(other)
    return one == two or not (one and two)


def _another_strength(product: VirtualProduct, other: VirtualProduct | None) -> bool:
    if other is None or product.vtm is None or product.form is None:
        return False
    return (product.vtm, product.form) == (other.vtm, other.form)


def _substances(product: VirtualProduct) -> frozenset[str]:
    return frozenset((each.base_name or each.name).lower() for each in product.ingredients)


def _last(had: Sequence[Had]) -> Had | None:
    """Our one supply that was the last; None where there were several then, or one from elsewhere may be later."""
    ours = [(one.on, one) for one in had if one.here and one.on is not None]
    if not ours:
        return None
    newest = max(on for on, _ in ours)
    if any(not one.here and (one.on is None or one.on > newest) for one in had):
        return None
    last = {(one.name, one.words): one for on, one in ours if on == newest}
    return next(iter(last.values())) if len(last) == 1 else None


def _changed(reading: DoseReading, before: Had | None, today: date, *, other: bool) -> Changed | None:
    if before is None or before.on is None or today - before.on > COMPARED_FOR:
        return None
    if not (_regular(reading) and _regular(before.reading)):
        return None
    if other:
        return Changed(before.words, before.name)
    return Changed(before.words) if disagreement(before.reading, reading) is not None else None


def _regular(reading: DoseReading) -> bool:
    """Read, and meant to go on as it is: a course or a dose that changes is not compared with the one before it."""
    if not (reading.parsed and comparable(reading)) or reading.stops or len(reading.steps) != 1:
        return False
    step = reading.steps[0]
    return step.course is None and step.days is None and not step.single
