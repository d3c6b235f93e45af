"""What the clinical check's cards and lists say: from the read model to the kit's values."""

from dispensary.application.earlier_checks import Carried
from dispensary.application.queries.changes import Change, ChangeKind, Changes
from dispensary.application.queries.clinical import ClinicalSheet, Ran, cards, ran
from dispensary.desktop.components import ChangeColumn, CheckedLine, Finding, Part, Reason
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.clinical_check import Checking
from dispensary.domain.clinical.findings import Cause, Check, NotChecked, Tier
from dispensary.domain.clinical.findings import Finding as Found
from dispensary.domain.clinical.gate import NEED_WORDS, Decision, ReasonCode, reason_codes, settles
from dispensary.domain.prescription import Severity
from dispensary.wording.changes import daily_change_words
from dispensary.wording.clinical import CHECKS, REASONS, listed_words, words_prompt
from dispensary.wording.labels import date_words

ASK = "ask"
LOOK = "Look at this"
KEEP = "keep"
TONES = {Tier.STOP: Tone.STOP, Tier.REASON: Tone.REASON, Tier.INFORM: Tone.INFO}
_COLUMNS = (
    (ChangeKind.NEW, "New", "plus", Tone.ACCENT),
    (ChangeKind.DOSE_UP, "Dose up", "right", Tone.ACCENT),
    (ChangeKind.DOSE_DOWN, "Dose down", "right", Tone.ACCENT),
    (ChangeKind.OTHER, "Changed", "right", Tone.ACCENT),
    (ChangeKind.NOT_ORDERED, "Not ordered", "clock", Tone.REASON),
    (ChangeKind.SAME, "Same", "prescription", Tone.TEXT2),
)
MOST_LINES = 4
COUNTED_UP_TO = 12
"""Longer names of checks leave no room for how many items were looked at."""
_SHORTER = {Check.PREGNANCY: "Pregnancy"}
COLUMNS_AT_MOST = 4


def finding_of(checking: Checking, found: Found) -> Finding:
    """A finding that asks for a decision, open or settled. Only a pharmacist gets the answers."""
    sheet = checking.sheet
    decision = checking.decisions.get(found.hash)
    if decision is not None and settles(decision, found):
        return _card(checking, found, settled=_said(decision))
    carried = checking.carried.get(found.hash)
    if carried is not None:
        return _card(checking, found, settled=carried_words(carried))
    if found.hash == checking.refusing:
        return _which_item(sheet, found)
    return _card(checking, found, chosen=decision.reason_code if decision is not None else None)


def _card(checking: Checking, found: Found, *, settled: str | None = None, chosen: ReasonCode | None = None) -> Finding:
    codes = reason_codes(found.check) if checking.pharmacist and settled is None else ()
    stop = found.tier is Tier.STOP
    message = f"{found.message} {found.action}".strip()
    if found.hash in checking.evidence:
        message = f"{message}\nSource: {found.source}. Rule {found.rule}, version {found.rule_version}."
    return Finding(
        key=found.hash,
        tone=TONES[found.tier],
        title=title_of(checking.sheet, found),
        message=message,
        reasons=tuple(Reason(code.value, REASONS[code]) for code in codes),
        needs_words=bool(codes) and (stop or chosen in NEED_WORDS),
        words_prompt="Say what was agreed" if stop else words_prompt(chosen),
        has_evidence=bool(found.source),
        settled=settled,
    )


def _said(decision: Decision) -> str:
    reason = REASONS[decision.reason_code] if decision.reason_code is not None else ""
    return decision.text if decision.reason_code in NEED_WORDS else reason


def carried_words(carried: Carried) -> str:
    """What was answered on another prescription, by whom and when."""
    return f"{_said(carried.decision)}. {carried.name}, {date_words(carried.decision.at.date())}"


def hidden_words(checking: Checking) -> str:
    """How many findings an earlier reason answers, and until when at the least; "" where there is none."""
    ends = [each.decision.expires for each in checking.carried.values() if each.decision.expires is not None]
    if not ends:
        return ""
    many = "1 finding was" if len(ends) == 1 else f"{len(ends)} findings were"
    seen = "Show" if checking.hidden else "Fold"
    return f"{seen}: {many} accepted before, good until {date_words(min(ends))}"


def _which_item(sheet: ClinicalSheet, found: Found) -> Finding:
    """After "do not supply": which item is meant, or none after all."""
    items = sheet.items_of(found.items)
    names = {entry.item.item_id: entry.item.name for entry in sheet.detail.items}
    reasons = tuple(Reason(item.value, f"Do not supply {names[item]}") for item in items)
    return Finding(
        key=found.hash,
        tone=TONES[found.tier],
        title="Which item is not supplied?",
        message="It is marked as clinically unsuitable, and EPS is told. The other items go on.",
        reasons=(*reasons, Reason(KEEP, "None: choose another answer")),
    )


def title_of(sheet: ClinicalSheet, found: Found) -> str:
    """The check, and the medicines that it is about."""
    names = sheet.names_of(found)
    if not names:
        return CHECKS[found.check]
    return f"{CHECKS[found.check]}: {_about(names, sheet.sides_of(found))}"


def _about(names: tuple[str, ...], sides: tuple[tuple[str, ...], ...] | None) -> str:
    if sides is None:
        return listed_words(names)
    left, right, rest = sides
    pair = f"{listed_words(left)} with {listed_words(right)}"
    return f"{pair}, and {listed_words(rest)}" if rest else pair


def sent_cards(checking: Checking) -> tuple[Finding, ...]:
    """What is wrong with the prescription as it was sent: the pharmacist sees it before approving."""
    sent = checking.sheet.detail.held.prescription
    wrong = [problem.message for problem in sent.problems if problem.severity is Severity.ERROR]
    if not wrong:
        return ()
    words = " ".join(wrong)
    return (Finding("as-sent", Tone.REASON, "The prescription as it was sent", words, tag=LOOK),)


def not_checked_cards(checking: Checking) -> tuple[Finding, ...]:
    """Doses that nobody could read, and products that nobody knows: as visible as a finding."""
    sheet = checking.sheet
    return tuple(_missed(checking, entry, checks) for entry, checks in cards(sheet.checked.result))


def _missed(checking: Checking, entry: NotChecked, checks: tuple[Check, ...]) -> Finding:
    sheet = checking.sheet
    names = ", ".join(sheet.names_of(entry))
    key = f"{entry.cause.value}:{','.join(str(at) for at in entry.items)}:{','.join(str(at) for at in entry.history)}"
    asks: tuple[Reason, ...] = ()
    if entry.cause is Cause.UNREAD_DOSE:
        words = sheet.checked.case.items[entry.items[0]].directions if entry.items else ""
        title = f"Dose of {names}"
        message = (
            f"“{words}” cannot be read as a dose, so no dose limit was checked. The label will ask for the dose."
            if words
            else "There are no directions, so no dose limit was checked. The label will ask for the dose."
        )
        phone = sheet.detail.held.prescription.prescriber.phone
        asks = (Reason(ASK, f"Ask the prescriber, {phone}" if phone else "Ask the prescriber"),)
    else:
        title = f"Not in the dictionary: {names}"
        listed = ", ".join(CHECKS[check].lower() for check in checks)
        message = f"What it contains is not known, so these were not checked for it: {listed}."
    return Finding(key, Tone.NOT_CHECKED, title, message, asks if entry.items else ())


def checked_lines(checking: Checking) -> tuple[CheckedLine, ...]:
    """Every check that ran, with how it came out: silence is never the proof. The others stand in `not_run_words`."""
    every = len(checking.sheet.checked.case.items)
    return tuple(_line(entry, every) for entry in ran(checking.sheet, checking.left) if entry.began)


def not_run_words(checking: Checking) -> str:
    """The checks that did not run, by name: "Age and sex, kidneys and liver, legal"; "" where all of them ran."""
    names = [CHECKS[entry.check] for entry in ran(checking.sheet, checking.left) if not entry.began]
    return ", ".join((*names[:1], *(name.lower() for name in names[1:])))


def _line(entry: Ran, every: int) -> CheckedLine:
    name = _SHORTER.get(entry.check, CHECKS[entry.check])
    if entry.missed and not entry.whole and len(name) <= COUNTED_UP_TO:
        name = f"{name}, {every - entry.missed} of {every} items"
    if entry.stops:
        return CheckedLine(name, _many(entry.stops, "stop"), Tone.STOP, "stop")
    if entry.reasons:
        return CheckedLine(name, _many(entry.reasons, "reason"), Tone.REASON, "reason")
    if entry.whole:
        return CheckedLine(name, "Not checked", Tone.NOT_CHECKED, "not-checked")
    if entry.missed:
        return CheckedLine(name, f"{entry.missed} not checked", Tone.NOT_CHECKED, "not-checked")
    if entry.settled:
        return CheckedLine(name, "Reason given")
    if entry.informs:
        return CheckedLine(name, f"{entry.informs} to note", Tone.INFO, "info")
    return CheckedLine(name, "Clear")


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def before_words(checking: Checking) -> str:
    """What still stands before the approval."""
    if not checking.sheet.waiting:
        return "Nothing on this prescription waits for a clinical check."
    stops = sum(found.tier is Tier.STOP for found in checking.left)
    reasons = len(checking.left) - stops
    parts = [_many(stops, "stop")] if stops else []
    parts += [_many(reasons, "reason")] if reasons else []
    if parts:
        still = "needs" if len(checking.left) == 1 else "need"
        return f"{' and '.join(parts)} still {still} {'you' if checking.pharmacist else 'a pharmacist'}."
    unread = sum(entry.cause is Cause.UNREAD_DOSE for entry in checking.sheet.checked.result.not_checked)
    if unread:
        return "Nothing is left to settle. A dose was not read: the label will ask for it."
    return "Nothing is left to settle."


def changes_title(changes: Changes) -> str:
    if changes.since is None:
        return "Nothing earlier is recorded, so nothing can be compared"
    return f"Changed since {date_words(changes.since)}"


def change_columns(changes: Changes) -> tuple[ChangeColumn, ...]:
    """One column for each kind of change that there is, the same last; at most four."""
    if changes.since is None and not changes.of(*(kind for kind in ChangeKind if kind is not ChangeKind.NEW)):
        return ()
    found = [
        ChangeColumn(heading, icon, tone, _lines(changes.of(kind)))
        for kind, heading, icon, tone in _COLUMNS
        if changes.of(kind)
    ]
    return tuple(found[:COLUMNS_AT_MOST])


def _lines(changes: tuple[Change, ...]) -> tuple[tuple[Part, ...], ...]:
    lines: list[tuple[Part, ...]] = []
    for change in changes[:MOST_LINES]:
        lines.append((Part(change.name),))
        more = _more(change)
        if more:
            lines.append((Part(more, tone=Tone.TEXT2),))
    if len(changes) > MOST_LINES:
        lines.append((Part(f"and {len(changes) - MOST_LINES} more", tone=Tone.TEXT2),))
    return tuple(lines)


def _more(change: Change) -> str:
    if change.kind is ChangeKind.NOT_ORDERED:
        if change.elsewhere:
            return "on another prescription here"
        return f"last had {date_words(change.on)}" if change.on is not None else "no date recorded"
    if change.before is not None and change.after is not None and change.before != change.after:
        words = daily_change_words(change.before, change.after)
        if words:
            return words
    return f"was {change.had}" if change.had else ""
