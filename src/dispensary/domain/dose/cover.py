"""Every way to cover directions with phrases, leaving nothing out. Two ways that differ in numbers are two readings."""

from dataclasses import dataclass

from dispensary.domain.dose import amounts, limits, moments, plain_words, surroundings, timing
from dispensary.domain.dose.line import Line, Recogniser
from dispensary.domain.dose.phrases import Found, Method, Phrase

RECOGNISERS: tuple[Recogniser, ...] = (
    amounts.supplies,
    amounts.reductions,
    amounts.amounts,
    limits.caps,
    timing.rates,
    timing.intervals,
    moments.moments,
    moments.meals,
    moments.weekdays,
    limits.days_a_week,
    limits.courses,
    limits.repeats,
    limits.gaps,
    limits.divisions,
    surroundings.sites,
    surroundings.methods,
    surroundings.as_needed,
    surroundings.as_directed,
    surroundings.singles,
    surroundings.steps,
    surroundings.routes,
    surroundings.bare_forms,
    surroundings.mixings,
    surroundings.upright,
    surroundings.other_days,
)

Places = list[list[Found]]

# More covers than this, and nobody can say what was meant.
_MOST = 400


@dataclass(frozen=True, slots=True)
class Cover:
    """The phrases that bear on the dose, in order, and the words that go on the label as they are."""

    phrases: tuple[Phrase, ...]
    extra: tuple[str, ...] = ()


class TooManyWays(Exception):
    """The directions can be cut up in more ways than can be looked at; they are not read."""


def covers(ends: Places) -> tuple[Cover, ...]:
    """All covers that differ in phrases. Raises TooManyWays."""
    tails: list[dict[tuple[Phrase, ...], tuple[str, ...]]] = [{} for _ in range(len(ends) + 1)]
    tails[len(ends)] = {(): ()}
    for at in range(len(ends) - 1, -1, -1):
        here = tails[at]
        for found in ends[at]:
            for phrases, extra in tails[found.end].items():
                key = phrases if found.phrase is None else (found.phrase, *phrases)
                words = (found.extra, *extra) if found.extra else extra
                here.setdefault(key, words)
        if len(here) > _MOST:
            raise TooManyWays
    return tuple(Cover(phrases, extra) for phrases, extra in tails[0].items())


def left_over(line: Line, ends: Places) -> tuple[str, ...]:
    """Where nothing covers the whole: the fewest words that no phrase takes, as they were written."""
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (len(line) + 1)
    for at in range(len(line) - 1, -1, -1):
        cost, skipped = best[at + 1]
        best[at] = (cost + 1, (at, *skipped))
        for found in ends[at]:
            if best[found.end][0] < best[at][0]:
                best[at] = best[found.end]
    return tuple(line.tokens[at].written for at in best[0][1] if line.tokens[at].written)


def phrases_by_place(line: Line) -> Places:
    """What each recogniser finds, place by place."""
    return [_phrases_at(line, at) for at in range(len(line))]


def _phrases_at(line: Line, at: int) -> list[Found]:
    """Plain advice begins only where nothing else does: "to the left eye" is a site, and nothing less."""
    found = [phrase for recognise in RECOGNISERS for phrase in recognise(line, at)]
    taken = any(
        not isinstance(phrase.phrase, Method | None) or (phrase.phrase and phrase.end > at + 1) for phrase in found
    )
    rest = () if taken else plain_words.advice(line, at)
    return [*found, *rest, *plain_words.separators(line, at)]
