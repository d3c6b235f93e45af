"""How much: doses with their unit, spoons, strengths said beside the dose, and the quantity of the supply."""

from collections.abc import Iterator
from decimal import Decimal

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.limits import one_period, period_course
from dispensary.domain.dose.line import Line, number, spread, whole
from dispensary.domain.dose.phrases import Amount, Found, ReduceBy

_FIRST_SUPPLY = 10
_ONE_SPOON = frozenset({"spoon", "spoonful"})
# What a medicine spoon, a tablespoon and two medicine spoons hold: "one ml spoonful" has lost the size of its spoon.
_SPOON_SIZES = frozenset({Decimal("2.5"), Decimal(5), Decimal(10), Decimal(15)})


def unit_at(line: Line, at: int) -> tuple[str, int] | None:
    """A unit and where it ends: tablets, ml, mg, fingertip units; a new patch."""
    if line.text(at) == "new" and line.text(at + 1) in v.FORMS:
        at += 1
    word = line.text(at)
    for words, unit in (("fingertip units", "fingertip unit"), ("fingertip unit", "fingertip unit")):
        end = line.phrase(at, words)
        if end is not None:
            return unit, end
    filled = line.phrase(at, "pre filled", "prefilled")
    if filled is not None and line.text(filled) in v.FORMS:
        return v.FORMS[line.text(filled)], filled + 1
    own = _own_unit(line, at)
    if own is not None:
        return own
    if line.phrase(at, "international units", "international unit") is not None:
        return "unit", at + 2
    if word in v.FORMS:
        return v.FORMS[word], at + 1
    if word in v.VOLUMES:
        return "ml", at + 1
    if word in v.MASSES:
        return v.MASSES[word], at + 1
    return None


def _own_unit(line: Line, at: int) -> tuple[str, int] | None:
    """The product's unit where it is no word of ours: pre-filled disposable injection."""
    words = line.product
    said = tuple(line.text(at + offset) for offset in range(len(words)))
    if not words or said[:-1] != words[:-1] or said[-1] not in (words[-1], f"{words[-1]}s"):
        return None
    return " ".join(words), at + len(words)


def in_milligrams(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Grams of a medicine are said as milligrams; micrograms stay, so that no noughts are counted."""
    return (value * 1000, "mg") if unit == "g" else (value, unit)


def amounts(line: Line, at: int) -> Iterator[Found]:
    """A dose. The bracket after it may say the same in another unit: 2 tablets (10mg)."""
    for amount, end in _plain(line, at):
        yield from _with_bracket(line, amount, end)


def _with_bracket(line: Line, amount: Amount, end: int) -> Iterator[Found]:
    if line.text(end) == "(":
        for inner, stop in _plain(line, end + 1):
            if line.text(stop) != ")":
                continue
            chosen = _said_twice(amount, inner)
            if chosen is not None:
                yield Found(stop + 1, chosen)
    yield Found(end, amount)


def _said_twice(first: Amount, second: Amount) -> Amount | None:
    """A mass beside a count or a volume is one dose said twice: 2 tablets (10mg), 5 ml (250mg). Else both agree."""
    if first == second:
        return first
    masses = [amount.unit in v.MASSES.values() for amount in (first, second)]
    if masses == [False, True]:
        return first
    return second if masses == [True, False] else None


def _plain(line: Line, at: int) -> Iterator[tuple[Amount, int]]:
    noun = line.skip(at + 1, {"new"}) if line.text(at) in ("a", "an") else at
    form = v.FORMS.get(line.text(noun)) if noun > at else None
    if form is not None and line.text(noun) in v.SINGULAR and form != "dose":
        yield Amount(Decimal(1), Decimal(1), form), noun + 1
    between_units = _unit_on_both(line, at)
    if between_units is not None:
        yield between_units
    for low, high, end in spread(line, at):
        if low <= 0:
            return
        yield from _counted(line, low, high, end)


def _unit_on_both(line: Line, at: int) -> tuple[Amount, int] | None:
    """5 ml to 10 ml: a range with the unit said twice."""
    low = number(line, at)
    unit = unit_at(line, low[1]) if low is not None else None
    if low is None or unit is None or line.text(unit[1]) not in ("-", "to", "or"):
        return None
    high = number(line, unit[1] + 1)
    again = unit_at(line, high[1]) if high is not None else None
    if high is None or again is None:
        return None
    (least, one), (most, other) = in_milligrams(low[0], unit[0]), in_milligrams(high[0], again[0])
    return (Amount(least, most, one), again[1]) if one == other and least < most else None


def _counted(line: Line, low: Decimal, high: Decimal, end: int) -> Iterator[tuple[Amount, int]]:
    spoons = _spoons(line, end)
    if spoons is not None:
        size, stop = spoons
        yield Amount(low * size, high * size, "ml"), stop
    strength = _strength(line, end)
    if strength is not None:
        form, stop = strength
        yield Amount(low, high, form), stop
    start = line.skip(end, {"x"})
    unit = unit_at(line, start)
    if unit is not None and start > end and unit[0] in v.MEASURED:
        return  # "1 x ml": the size of the spoon, or the strength, is missing
    if unit is None:
        if start == end:
            yield Amount(low, high), end
        return
    name, stop = unit
    if name == "ml":
        if line.text(stop) in v.SPOONS and not (low == high and low in _SPOON_SIZES and line.text(stop) in _ONE_SPOON):
            return
        stop = line.skip(stop, v.SPOONS)
    if name in v.MASSES.values():
        # "40mg tablet" is 40 mg; "500mg tablets" is a product whose number is missing.
        if line.text(stop) in v.FORMS and line.text(stop) not in v.SINGULAR:
            return
        stop = line.skip(stop, v.SINGULAR)
    one, in_unit = in_milligrams(low, name)
    yield Amount(one, in_milligrams(high, name)[0], in_unit), stop


def _spoons(line: Line, at: int) -> tuple[Decimal, int] | None:
    """The "x 5 ml spoonfuls" of "2 x 5 ml spoonfuls": the size of one. Without an x the spoon must be named."""
    times = line.text(at) == "x"
    size = number(line, at + 1 if times else at)
    if size is None or line.text(size[1]) not in v.VOLUMES:
        return None
    end = line.skip(size[1] + 1, v.SPOONS)
    return (size[0], end) if times or end > size[1] + 1 else None


def _strength(line: Line, at: int) -> tuple[str, int] | None:
    """The "500 mg tablets" of "two 500 mg tablets": the strength is the product's, not the dose."""
    size = number(line, line.skip(at, {"x"}))
    if size is None or line.text(size[1]) not in v.MASSES or line.text(size[1] + 1) not in v.FORMS:
        return None
    return v.FORMS[line.text(size[1] + 1)], size[1] + 2


def supplies(line: Line, at: int) -> Iterator[Found]:
    """How much to supply, before or after the dose: "20 tablets. One ..." and "... twenty eight tablets"."""
    found = whole(line, at)
    if found is None or found[0] < _FIRST_SUPPLY or line.text(found[1]) not in v.FORMS:
        return
    end = found[1] + 1
    if (at == 0 and line.text(end) in (".", ";")) or (at > 0 and end >= len(line)):
        yield Found(end)


def reductions(line: Line, at: int) -> Iterator[Found]:
    """Reduce by 1 tablet every 3 days, down to 1 or until stopped."""
    start = line.skip(line.skip(at, {"then"}), {"and"})
    if v.CHANGES.get(line.text(start)) != "reduce" or line.text(start + 1) != "by":
        return
    for amount, end in _plain(line, start + 2):
        every = line.phrase(end, "every", "each", "per", "a")
        course = None if every is None else period_course(line, every) or one_period(line, every)
        if course is None:
            continue
        to, stop = _target(line, course[1])
        if to is not None:
            yield Found(stop, ReduceBy(amount, course[0], to))


def _target(line: Line, at: int) -> tuple[Decimal | None, int]:
    at = line.skip(at, {","})
    stopped = line.phrase(
        at, "then stop", "and stop", "and then stop", "until stopped", "to zero", "to 0", "until finished"
    )
    if stopped is not None:
        return Decimal(0), stopped
    down = line.phrase(at, "to", "down to", "back to", "until", "until on")
    if down is None:
        return None, at
    for amount, end in _plain(line, down):
        if amount.low == amount.high:
            return amount.low, end
    return None, at
