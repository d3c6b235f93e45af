"""Writes docs/clinical-check-figures.md: what the clinical check is to show, measured anew. `make figures` runs it.

Everything is asked as `dispensary check` and `dispensary dose` answer. The reference data is no part of the repository;
without it nothing is written and the exit code is 4.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.bench.dropped_words import dropped, follows
from tests.bench.month import ITEMS, Burden, burden, speed
from tests.bench.reference import RANK, DataMissing, Pair, dose_texts, dosed, folder, loud_though_listed, pairs, rows
from tests.bench.reference_cases import Outcome, outcomes, requests

from dispensary import bootstrap
from dispensary.domain.clinical.findings import Check, Tier
from dispensary.domain.clinical.lint import awaiting_confirmation

OUT = Path(__file__).resolve().parents[2] / "docs" / "clinical-check-figures.md"
UNAVAILABLE = 4


@dataclass(frozen=True)
class Line:
    """One line of the first table."""

    what: str
    target: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        return f"| {self.what} | {self.target} | {self.measured} | {'yes' if self.holds else '**no**'} |"


def percent(count: int, of: int) -> Decimal:
    return (Decimal(100 * count) / Decimal(of)).quantize(Decimal("0.1")) if of else Decimal(0)


def at_least(what: str, count: int, of: int, target: int) -> Line:
    share = percent(count, of)
    return Line(what, f"at least {target} %", f"{count} of {of} = {share} %", share >= target)


def at_most(what: str, count: int, of: int, target: int) -> Line:
    share = percent(count, of)
    return Line(what, f"at most {target} %", f"{count} of {of} = {share} %", share <= target)


def none_of(what: str, count: int, of: int) -> Line:
    return Line(what, "none", f"{count} of {of}", count == 0)


_LEVELS = (("Contraindicated", 95), ("Not recommended", 85), ("Precautions for use", 60))


def pair_lines(found: list[Pair]) -> Iterator[Line]:
    alert = [pair for pair in found if pair.expected == "alert"]
    silent = [pair for pair in found if pair.expected == "no_alert"]
    for level, target in _LEVELS:
        of = [pair for pair in alert if pair.level == level]
        yield at_least(f"Pairs: {level.lower()}, found", sum(pair.least > 0 for pair in of), len(of), target)
        if level == _LEVELS[0][0]:
            loud = sum(pair.least >= RANK["reason"] for pair in of)
            yield at_least("Pairs: contraindicated, interrupting", loud, len(of), 90)
    asked, told = sum(pair.most >= RANK["reason"] for pair in silent), sum(pair.most > 0 for pair in silent)
    yield at_most("Pairs without alert that interrupt", asked, len(silent), 2)
    yield at_most("Pairs without alert that get any line", told, len(silent), 15)
    yield none_of("Pairs with an unmapped substance", sum(pair.unmapped for pair in found), len(found))


def listed_lines() -> Iterator[Line]:
    asked, loud = loud_though_listed()
    kept = [each for each in loud if not each[1]]
    named = ", ".join(sorted({f"{a} with {b} (row {row})" for row, _, a, b in kept})[:6])
    measured = f"{len(kept)} of {asked // 2}" + (f": {named}" if named else "")
    yield Line("ONC non-interruptive classes that interrupt (but for the UK overrides)", "none", measured, not kept)


def case_lines(all_of: list[Outcome], waiting: frozenset[str]) -> Iterator[Line]:
    exact = sum(case.wanted == case.got for case in all_of)
    missed = [case for case in all_of if case.wanted == "stop" and case.got != "stop"]
    excused = [case for case in missed if set(case.rules) & waiting]
    yield at_least("Clinical cases, exact tier", exact, len(all_of), 90)
    left = [case.id for case in missed if case not in excused]
    words = f"{len(left)}" + (f": {', '.join(left)}" if left else "")
    if excused:
        words += f"; and only for want of a confirmed row: {', '.join(case.id for case in excused)}"
    yield Line("Clinical cases, stops missed", "none but rows to confirm", words, not left)
    fired = [case for case in all_of if case.twin_quiet is not None and case.got != "none"]
    loud = [case.id for case in fired if not case.twin_quiet]
    words = f"{len(loud)} of {len(fired)} that fire" + (f": {', '.join(loud)}" if loud else "")
    yield Line("Negative twins that speak", "none", words, not loud)
    answers = list(requests())
    right = sum(wanted == got for _, wanted, got in answers)
    wrong = ", ".join(f"{name} wants {wanted}, got {got}" for name, wanted, got in answers if wanted != got)
    yield Line(
        "HL7 PDDI-CDS requests", "9 of 9", f"{right} of {len(answers)}" + (f": {wrong}" if wrong else ""), not wrong
    )


def dose_lines() -> Iterator[Line]:
    texts = dose_texts()
    yield at_least("Dose texts read right", sum(text.right for text in texts), len(texts), 90)
    yield none_of("Dose texts read, and wrong", sum(text.wrong for text in texts), len(texts))
    read = [(row["text"], row["unit"] or None) for row in rows("dose_text_cases.csv")]
    read = [(text, unit) for text, unit in read if dosed(text, unit)["parsed"]]
    back = [text for text, unit in read if not _reads_back(text, unit)]
    yield none_of("Readings whose patient text reads back otherwise", len(back), len(read))
    doubled = [(each, text, unit) for text, unit in read for each in _doubled(text)]
    wrong = sum(_reads_otherwise(each, text, unit) for each, text, unit in doubled)
    yield none_of("Texts with a word doubled that read otherwise", wrong, len(doubled))
    yield dropped_line(read)


def dropped_line(read: list[tuple[str, str | None]]) -> Line:
    """Each number and each word of frequency dropped in turn: not read, or read as what is left says."""
    without = [(left, text, unit) for text, unit in read for left in dropped(text)]
    wrong = [left for left, text, unit in without if not follows(left, dosed(left, unit), dosed(text, unit))]
    parsed = sum(bool(dosed(left, unit)["parsed"]) for left, _, unit in without)
    words = f"{len(wrong)} of {len(without)} ({parsed} still read)" + (f": {'; '.join(wrong[:3])}" if wrong else "")
    return Line("Texts that lost a number or a frequency and read as more than is left", "none", words, not wrong)


_NUMBERS = ("dose_min", "dose_max", "per_day_min", "per_day_max", "max_24h", "as_needed")


def _reads_back(text: str, unit: str | None) -> bool:
    first = dosed(text, unit)
    return not _reads_otherwise(str(first["patient_text"]), text, unit) and bool(
        dosed(str(first["patient_text"]), unit)["parsed"]
    )


def _reads_otherwise(other: str, text: str, unit: str | None) -> bool:
    one, two = dosed(text, unit), dosed(other, unit)
    return bool(two["parsed"]) and any(one[key] != two[key] for key in _NUMBERS)


def _doubled(text: str) -> Iterator[str]:
    words = text.split()
    for at, word in enumerate(words):
        yield " ".join([*words[:at], word, *words[at:]])


def month_lines(month: Burden) -> Iterator[Line]:
    yield at_most("The month: items with a stop", month.stopped, month.items, 1)
    yield at_most("The month: items with a stop or a reason", month.asked, month.items, 5)


def speed_lines() -> Iterator[Line]:
    taken = speed(bootstrap.knowledge())
    p50, p99 = Decimal(taken.p50).quantize(Decimal("0.1")), Decimal(taken.p99).quantize(Decimal("0.1"))
    yield Line("10 items against a history of 30, p50", "at most 5 ms", f"{p50} ms", taken.p50 <= 5)
    yield Line("10 items against a history of 30, p99", "at most 20 ms", f"{p99} ms", taken.p99 <= 20)


def check_table(month: Burden) -> Iterator[str]:
    """Findings of the month by check and by rule."""
    yield "| check | stop | reason | inform | of 100 items, interruptive |"
    yield "|---|---|---|---|---|"
    for which in Check:
        counts = [month.of_check(which.value, tier) for tier in (Tier.STOP, Tier.REASON, Tier.INFORM)]
        share = percent(counts[0] + counts[1], month.items)
        yield f"| {which.value} | {counts[0]} | {counts[1]} | {counts[2]} | {share} |"


LOUDEST = 15


def rule_table(month: Burden) -> Iterator[str]:
    loud = [(key, count) for key, count in month.rules.most_common() if key[2].interrupts]
    yield "| rule | check | tier | items |"
    yield "|---|---|---|---|"
    for (which, rule, tier), count in loud[:LOUDEST]:
        yield f"| {rule} | {which} | {tier.value} | {count} |"


def missed_table(month: Burden) -> Iterator[str]:
    yield "| check | cause | entries for 100 prescriptions |"
    yield "|---|---|---|"
    for (which, cause), count in sorted(month.not_checked.items()):
        yield f"| {which} | {cause} | {percent(count, month.prescriptions)} |"


def case_table(all_of: list[Outcome]) -> Iterator[str]:
    yield "| check | exact tier | not as wanted |"
    yield "|---|---|---|"
    for name in sorted({case.check for case in all_of}):
        of = [case for case in all_of if case.check == name]
        wrong = ", ".join(f"{case.id} (wants {case.wanted}, got {case.got})" for case in of if case.wanted != case.got)
        yield f"| {name} | {sum(case.wanted == case.got for case in of)} of {len(of)} | {wrong} |"


def page() -> str:
    folder()
    knowledge = bootstrap.knowledge()
    found, cases, month = pairs(), list(outcomes()), burden(knowledge)
    waiting = frozenset(awaiting_confirmation(knowledge))
    lines: Iterable[Line] = [
        *pair_lines(found),
        *listed_lines(),
        *case_lines(cases, waiting),
        *dose_lines(),
        *month_lines(month),
        *speed_lines(),
    ]
    mean = (Decimal(month.history) / Decimal(month.prescriptions)).quantize(Decimal("0.1"))
    parts = [
        "# The clinical check in figures",
        "",
        "Written by `make figures`; do not edit. The reference pairs, cases, requests and dose texts lie outside the"
        " repository, and no rule was taken from them. Times are processor time, the fastest of three runs of each of"
        " 400 cases, on a machine that others share.",
        "",
        "| what | target | measured | holds |",
        "|---|---|---|---|",
        *(str(line) for line in lines),
        "",
        "## The synthetic month",
        "",
        f"{month.items} items on {month.prescriptions} prescriptions (at least {ITEMS}); a history of {mean} different"
        f" medicines on average and {month.longest} at the most, each supplied up to 13 times."
        " What people have and take is the project's own judgement (`tests/bench/month_medicines.py`), so the figure"
        " says what this mix gives, not what a given pharmacy will see. Reasons given before are not counted as given.",
        "",
        *check_table(month),
        "",
        "The rules that interrupt most:",
        "",
        *rule_table(month),
        "",
        "What was not checked:",
        "",
        *missed_table(month),
        "",
        "## The clinical cases",
        "",
        *case_table(cases),
        "",
        f"Rows that would stop and still await confirmation from their source: {len(waiting)}.",
        "",
    ]
    return "\n".join(parts)


def main() -> int:
    try:
        OUT.write_text(page(), encoding="utf-8")
    except DataMissing as problem:
        print(problem, file=sys.stderr)
        return UNAVAILABLE
    print(f"Written: {OUT}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
