"""How far a prescription has come, where no label is to be made: who did what, what is paid, what is next."""

from dispensary.application.queries.finished import EVERY_EXEMPTION, Finished, Gone, Told
from dispensary.application.queries.prescription import Next
from dispensary.desktop.view_models.prescription import Shown
from dispensary.domain.charges import ChargeDecision, Evidence
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.workflow import SETTLED, Stage
from dispensary.wording.counter import charge_words, when_words
from dispensary.wording.labels import quantity_words
from dispensary.wording.prescription import NOT_SUPPLIED

Facts = tuple[tuple[str, str], ...]

_EVIDENCE = {Evidence.SEEN: " Evidence seen.", Evidence.NOT_SEEN: " No evidence seen.", None: ""}
_NEXT = {
    Next.ASSEMBLE: "Pick the packs, stick the labels on, then F10.",
    Next.BENCH: "Somebody else scans each pack and its label.",
    Next.HAND_OUT: "Scan the bag when it is collected.",
    Next.CLAIM: "The claim tells NHS England what was supplied and what was paid. Then it leaves the list.",
}
"""What the filled button leads to, where the button alone does not say it."""


def standing_title(shown: Shown) -> str:
    held = shown.sheet.detail.held
    if held.claim is not None:
        return "Finished"
    if shown.next is Next.CLAIM:
        return "Nothing is left to supply"
    return "So far"


def standing_facts(shown: Shown) -> Facts:
    """What stands in the store about this prescription and the line at work; nothing before its first check."""
    found, done = shown.sheet.detail, shown.sheet.finished
    if found.held.failed or done is None:
        return ()
    now = found.now
    facts = [("Supplied", _gone(gone, when_words(gone.at, now))) for gone in done.gone]
    facts += [("Not supplied", f"{one.name}: {NOT_SUPPLIED.get(one.reason, 'owed')}") for one in done.not_given]
    if not done.gone:
        facts += _line_facts(shown, shown.current.work)
    if done.charge is not None:
        facts.append(("Paid", _paid(done.charge)))
    facts += _eps(shown, done)
    said = _next_words(shown)
    return (*facts, ("Next", said)) if facts and said else tuple(facts)


def _next_words(shown: Shown) -> str:
    stages = {work.stage for work in shown.sheet.detail.held.live} - SETTLED
    if shown.next is Next.BENCH and Stage.ASSEMBLED not in stages:
        return "Everything is checked. Print the bag label at the bench."
    return _NEXT.get(shown.next, "")


def _gone(gone: Gone, when: str) -> str:
    return f"{gone.name}, {quantity_words(gone.quantity)}. {gone.by}, {when}"


def _paid(charge: ChargeDecision) -> str:
    return f"{charge_words(charge, EVERY_EXEMPTION)}.{_EVIDENCE[charge.evidence]}"


def _line_facts(shown: Shown, work: ItemWork) -> list[tuple[str, str]]:
    now = shown.sheet.detail.now
    facts = []
    if work.approval is not None:
        facts.append(("Clinical check", f"{work.approval.name}, {when_words(work.approval.at, now)}"))
    if work.label is not None:
        facts.append(("Label", f"“{work.label.directions}” {when_words(work.label.at, now)}"))
    if work.checked_at is not None:
        facts.append(("Accuracy check", f"{work.checked_name}, {when_words(work.checked_at, now)}"))
    return [*facts, *_bag(shown.sheet.detail.held, work)]


def _bag(held: Dispensing, work: ItemWork) -> list[tuple[str, str]]:
    if held.bag is None or work.stage is not Stage.BAGGED:
        return []
    return [("Bag", f"Shelf {held.bag.shelf}, bag {held.bag.number}" if held.bag.shelf else f"Bag {held.bag.number}")]


def _eps(shown: Shown, done: Finished) -> list[tuple[str, str]]:
    since = f" since {when_words(done.oldest, shown.sheet.detail.now)}" if done.oldest is not None else ""
    words = {
        Told.HAS_IT: "Told what was supplied.",
        Told.WAITS: f"Not told yet: the message waits{since} and is sent by itself.",
        Told.REFUSED: "Did not take the message: see the band at the top.",
    }
    facts = [("EPS", words[done.notified])] if done.notified in words else []
    behind = "Waits until the message that EPS refused is settled."
    claim = {
        Told.HAS_IT: "Sent.",
        Told.WAITS: behind if done.notified is Told.REFUSED else f"Waits{since} and is sent by itself.",
        Told.REFUSED: "EPS did not take it: see the band at the top.",
    }
    return facts + ([("Claim", claim[done.claimed])] if done.claimed in claim else [])
