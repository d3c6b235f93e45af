"""What the bench says, in the kit's values: the verdict panel and the stop screen."""

import re
from collections.abc import Sequence

from dispensary.application.accuracy_check import PackJudged
from dispensary.application.queries.bench import Bench, BenchLine, Want
from dispensary.desktop.components import Mismatch, Part, Verdict
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.bench_entry import Entry
from dispensary.desktop.view_models.bench_shown import Noted, Refused, Shown
from dispensary.domain.accuracy import reasons as why
from dispensary.domain.accuracy.reasons import Outcome, Reason
from dispensary.domain.dispensing import PackScan
from dispensary.domain.quantity import decimal_text
from dispensary.domain.refused import CheckVoid, ItemExpired, WrongLabel
from dispensary.domain.refused_eps import FailedAtRelease
from dispensary.wording.accuracy import difference, reason
from dispensary.wording.bench import ask_heading, refusal_heading, stop_heading
from dispensary.wording.labels import date_words, quantity_words

_GRAVE = (CheckVoid, FailedAtRelease, ItemExpired, WrongLabel)
_OF_THE_SUPPLY = (why.LessScanned, why.MoreScanned, why.CountPacks, why.MixedPacks)
"""Reasons about all packs together: the state of the bench says them, and says them as they are now."""

Facts = tuple[tuple[Part, ...], ...]


def verdict_of(shown: Shown) -> Verdict:
    """What the panel says now."""
    bench, said = shown.bench, shown.said
    if bench.barred is not None:
        raise ValueError("a bench that is barred shows its refusal")
    if bench.verdict is not None:
        return _ask(shown)
    if isinstance(said, Refused):
        return refusal_verdict(said, *_next(shown))
    if isinstance(said, PackJudged):
        return _pack(shown, said)
    if bench.checked:
        return _all_checked(bench)
    if isinstance(said, Noted):
        return _noted(shown, said)
    if said is not None:
        return _label(shown, bench.line(said.item))
    return _resting(shown)


def refusal_verdict(said: Refused, next_scan: str = "", next_icon: str = "label") -> Verdict:
    """A refusal, large: its heading, its sentence."""
    tone = Tone.STOP if isinstance(said.refusal, _GRAVE) else Tone.REASON
    return Verdict(tone, refusal_heading(said.refusal), "", (_plain(said.words),), next_scan, next_icon)


def _plain(words: str) -> tuple[Part, ...]:
    return (Part(words, tone=Tone.TEXT),)


def _pack(shown: Shown, said: PackJudged) -> Verdict:
    """The pack is right; so far there may be too much or too little."""
    line = shown.bench.line(said.item)
    last = line.work.scans[-1] if line.work.scans else None
    remarks = [found for found in said.verdict.reasons if not isinstance(found, _OF_THE_SUPPLY)]
    mine = [found for found in remarks if found.scan in (None, len(said.verdict.packs) - 1)]
    facts = (*_pack_facts(said, last), *_remarks(mine))
    if line.want is Want.COUNT_LOOSE:
        word, tone = "Count what goes out", Tone.REASON
    else:
        word, tone = "Right pack", Tone.PASS
    return Verdict(tone, word, line.item.name, facts[:4], *_next(shown))


def _pack_facts(said: PackJudged, scan: PackScan | None) -> Facts:
    if scan is None:
        return ()
    facts: list[tuple[Part, ...]] = [(Part(said.scanned_name),)]
    if scan.batch is not None and scan.expiry is not None:
        day = Part(date_words(scan.expiry), strong=True, tone=Tone.TEXT)
        facts.append((Part(f"Batch {scan.batch}, use by "), day))
    return tuple(facts)


def _remarks(found: Sequence[Reason]) -> Facts:
    """What to know about a pack that is right: its expiry was not read, it is short-dated, discontinued."""
    return tuple((Part(reason(one), tone=Tone.REASON),) for one in found)


def _ask(shown: Shown) -> Verdict:
    """A pack that nothing could be said about, or that a person has to look at."""
    bench = shown.bench
    held, verdict = bench.held.held_pack, bench.verdict
    assert verdict is not None
    assert held is not None
    asked = [reason(found) for found in verdict.reasons if found.outcome is Outcome.ASK]
    way_on = "Set it aside, or look at it and accept it." if shown.may_accept else "Set it aside, or call a pharmacist."
    if bench.proving:
        way_on = "Set it aside, or say that it is that."
    if shown.choosing:
        way_on = "Up and Down mark the item that it is for."
    facts = tuple(_plain(words) for words in (*dict.fromkeys(asked[:3]), way_on))
    return Verdict(Tone.NOT_CHECKED, ask_heading(verdict.rule), held.name, facts)


COUNT_TWICE = "A controlled drug is counted twice, and both counts must be the same."
_NOTED = {
    Entry.LOOSE: "Counted",
    Entry.PACKS: "Counted",
    Entry.EYE: "Accepted by eye",
    Entry.REST: "Label for the rest",
    Entry.MAPPED: "Looked at",
}


def _noted(shown: Shown, said: Noted) -> Verdict:
    line = shown.bench.line(said.item) if said.item is not None else None
    if said.entry is Entry.NONE or line is None:
        return Verdict(Tone.PLAIN, "Set aside", line.item.name if line else "", (), *_next(shown))
    if to_count_again(line):
        return Verdict(Tone.REASON, "Count again", line.item.name, (_plain(COUNT_TWICE),), *_next(shown))
    # How many go out is no word about the label of what is left.
    amount: Facts = ((Part(amount_words(line)),),) if said.entry is not Entry.REST else ()
    facts = (*amount, *(_plain(words) for words in said.notes))
    return Verdict(Tone.PASS, _NOTED[said.entry], line.item.name, facts, *_next(shown))


def _label(shown: Shown, line: BenchLine) -> Verdict:
    facts = ((Part(amount_words(line)),),)
    return Verdict(Tone.PASS, "Right label", line.item.name, facts, *_next(shown))


def _all_checked(bench: Bench) -> Verdict:
    if not bench.left:
        count = len(bench.at_bench)
        words = "The item is checked." if count == 1 else f"All {count} items are checked."
        return Verdict(Tone.PASS, "All checked", "", ((Part(words),), (Part("Print the bag label."),)))
    left = ", ".join(bench.left)
    return Verdict(Tone.PLAIN, "Checked so far", "", (_plain(f"Not assembled yet: {left}."),))


def _resting(shown: Shown) -> Verdict:
    line = shown.current
    if line is None:
        first = shown.bench.scans_done == 0
        return Verdict(Tone.PLAIN, "Scan the first pack" if first else "Scan the next pack")
    return Verdict(Tone.PLAIN, "Go on here", line.item.name, ((Part(amount_words(line)),),), *_next(shown))


def to_count_again(line: BenchLine) -> bool:
    """A controlled drug out of a split pack was counted, and is to be counted a second time."""
    return bool(line.work.scans) and line.work.scans[-1].counted_once is not None


def amount_words(line: BenchLine) -> str:
    """28 capsules; 28 of 56 tablets; how much of it was scanned is not known."""
    work = line.work
    if work.supplying is None:
        return "Quantity not known"
    whole = quantity_words(work.supplying)
    if work.scanned is None:
        return f"Not all of {whole} counted"
    if not work.scans or work.scanned == work.supplying.value:
        return whole
    return f"{decimal_text(work.scanned)} of {whole}"


def part_words(line: BenchLine) -> str:
    """28 of 56, beside the amount that says of what."""
    work = line.work
    if work.supplying is None or work.scanned is None:
        return "Not all counted"
    return f"{decimal_text(work.scanned)} of {decimal_text(work.supplying.value)}"


def _next(shown: Shown) -> tuple[str, str]:
    """What to do now, and its icon."""
    line = shown.current
    if line is None or line.want is None:
        return ("Scan the next pack", "pack") if not shown.bench.checked else ("", "label")
    match line.want:
        case Want.LABEL:
            return "Now scan the label you stuck on it", "label"
        case Want.COUNT_PACKS:
            return "Count the packs, then type how many", "pack"
        case Want.COUNT_LOOSE:
            again = to_count_again(line)
            return "Count again, then type how many" if again else "Type how many you take from this pack", "pack"
        case Want.MORE_PACKS:
            return f"Scan the next pack: {amount_words(line)}", "pack"
        case _:
            return "Scan the pack", "pack"


def mismatch_of(bench: Bench, checker: str) -> Mismatch:
    """The wrong pack against what was prescribed, with only the part that differs in its box."""
    held, verdict = bench.held.held_pack, bench.verdict
    assert held is not None
    assert verdict is not None
    line = bench.line(held.item)
    found = difference(verdict)
    place = bench.lines.index(line) + 1
    expected, scanned = (found.expected, found.scanned) if found else (line.item.name, held.name)
    before = bench.had_before
    return Mismatch(
        word=stop_heading(verdict.rule, found),
        person=bench.held.prescription.patient.name,
        place=f"Item {place} of {len(bench.lines)}, checking: {checker}",
        prescribed_differs=_bound(expected),
        prescribed=marked(_with_amount(line), expected),
        scanned_differs=_bound(scanned),
        scanned=marked(held.name or "A pack that the dictionary does not know", scanned),
        note=_recall_words(verdict.reasons)
        or (f"On {date_words(before.on)} they were given {before.name}." if before else ""),
        likely=found.kind.value if found else None,
    )


def _recall_words(found: Sequence[Reason]) -> str:
    """Which recall it is; the two boxes have no room for it."""
    return next((reason(one) for one in found if isinstance(one, why.PackRecalled)), "")


def _with_amount(line: BenchLine) -> str:
    """Ramipril 5mg capsules, 28: the unit is said again only where the name does not say it."""
    due = line.work.supplying
    if due is None:
        return line.item.name
    said = due.unit.casefold() in line.item.name.casefold()
    return f"{line.item.name}, {decimal_text(due.value) if said else quantity_words(due)}"


def _bound(words: str) -> str:
    """A number and its unit stay on one line."""
    return re.sub(r"(?<=\d) (?=[a-zA-Z])", "\u00a0", words)


def marked(whole: str, differs: str) -> tuple[Part, ...]:
    """The whole name with the part that differs in bold; "5 mg" is found in "5mg" too, for dm+d writes it so."""
    pattern = r"\s*".join(map(re.escape, differs.replace(" ", "")))
    found = re.search(rf"(?<![\d.]){pattern}(?![\d])", whole, re.IGNORECASE) if pattern else None
    if found is None or found.group() == whole:
        return (Part(whole, strong=found is not None),)
    pieces = (Part(whole[: found.start()]), Part(found.group(), strong=True), Part(whole[found.end() :]))
    return tuple(piece for piece in pieces if piece.words)
