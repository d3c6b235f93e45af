"""The clinical check's quiet lines: what needs nobody to answer, and must be seen all the same."""

from collections.abc import Sequence

from dispensary.application.queries.clinical import did_not_run, quiet
from dispensary.desktop.components import Finding
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.clinical_check import Checking
from dispensary.desktop.views.clinical_parts import LOOK, title_of
from dispensary.domain.clinical.findings import Check, NotChecked, Tier
from dispensary.wording.clinical import CHECKS, earlier_words, listed_words
from dispensary.wording.product import dictionary_notes

ALONE = 3
"""So many checks that lack a fact have a line each; more stand together on one, so that findings are not drowned."""


def quiet_lines(checking: Checking) -> tuple[Finding, ...]:
    """What needs nobody to answer: facts that are not known, checks that did not run, things to note."""
    sheet = checking.sheet
    result = sheet.checked.result
    told = _told(checking)
    lines = [*_earlier(checking), *(line for line in told if line.tone is Tone.REASON), *_unknown(quiet(result))]
    missing = did_not_run(result)
    if missing:
        listed = ", ".join(CHECKS[check].lower() for check in missing)
        lines.append(
            Finding(
                "not-run",
                Tone.NOT_CHECKED,
                f"{len(missing)} checks did not run",
                f"Look at these yourself: {listed}.",
            )
        )
    lines += [line for line in told if line.tone is Tone.INFO]
    lines += [
        Finding(found.hash, Tone.INFO, title_of(sheet, found), f"{found.message} {found.action}".strip())
        for found in result.findings
        if found.tier is Tier.INFORM
    ]
    return tuple(lines)


def _told(checking: Checking) -> list[Finding]:
    """Items whose product dm+d holds, but not as it came: what was checked is what it has now. One that is not sure is
    to be looked at; another code with one product behind it is for information.
    """
    lines = []
    for entry in checking.sheet.waiting:
        notes = dictionary_notes(entry.product, entry.moved) if entry.product is not None and entry.known else ()
        if notes:
            tone, tag = (Tone.REASON, LOOK) if entry.doubtful else (Tone.INFO, "")
            key = f"dictionary:{entry.item.item_id}"
            lines.append(Finding(key, tone, entry.item.name, " ".join(notes), tag=tag))
    return lines


def _sentence(words: str) -> str:
    """With a full stop and a capital, but for a word that has its own capitals: eGFR."""
    first = words.split(" ", 1)[0]
    begun = words if first != first.lower() else f"{words[:1].upper()}{words[1:]}"
    return f"{begun.rstrip('.')}."


def _unknown(missed: Sequence[NotChecked]) -> list[Finding]:
    """What a fact is missing for, each check once with all that it lacks. Nothing is left out, however many."""
    lacking: dict[Check, list[str]] = {}
    for entry in missed:
        why = lacking.setdefault(entry.check, [])
        if entry.why not in why:
            why.append(entry.why)
    if len(lacking) <= ALONE:
        return [
            Finding(f"fact:{check.value}", Tone.NOT_CHECKED, CHECKS[check], " ".join(map(_sentence, why)))
            for check, why in lacking.items()
        ]
    listed = "\n".join(f"{CHECKS[check]}: {'; '.join(why)}." for check, why in lacking.items())
    return [Finding("facts", Tone.NOT_CHECKED, f"{len(lacking)} checks lack a fact", f"\n{listed}")]


def _earlier(checking: Checking) -> list[Finding]:
    """Who checked the same medicines at an earlier issue, and what has changed since."""
    sheet = checking.sheet
    names = {entry.item.item_id: entry.item.name for entry in sheet.waiting}
    alike: dict[str, list[str]] = {}
    for item_id, earlier in sheet.checked.earlier.items():
        words = earlier_words(earlier)
        if item_id in names and words:
            alike.setdefault(words, []).append(names[item_id])
    return [
        Finding(f"earlier:{at}", Tone.INFO, listed_words(tuple(about)), words)
        for at, (words, about) in enumerate(alike.items())
    ]
