"""The clinical check's read model: the prescription, the case with its result, and what is new. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass

from dispensary.application.clinical_check import CheckedCase, look_at
from dispensary.application.queries.changes import Changes, changes_of, last_had, not_yet_had
from dispensary.application.queries.detail import Detail, ItemDetail, detail
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Finding, NotChecked, Tier
from dispensary.domain.identifiers import IssueKey, ItemId, SnomedCode, UserId
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class ClinicalSheet:
    """What the screen shows before anybody decides anything. rules: the version of the clinical knowledge."""

    detail: Detail
    checked: CheckedCase
    changes: Changes
    rules: str

    @property
    def waiting(self) -> tuple[ItemDetail, ...]:
        """The lines that a pharmacist has not looked at as they are now."""
        return tuple(entry for entry in self.detail.items if self._waits(entry))

    def _waits(self, entry: ItemDetail) -> bool:
        return entry.needs_check and entry.item.item_id in self.checked.positions

    def items_of(self, positions: tuple[int, ...]) -> tuple[ItemId, ...]:
        """The lines at those positions of the case."""
        by_position = {position: item for item, position in self.checked.positions.items()}
        return tuple(by_position[position] for position in positions if position in by_position)

    def names_of(self, found: Finding | NotChecked) -> tuple[str, ...]:
        """The medicines that it is about, each once, as dm+d spells them; earlier ones after those of today.

        What was not checked because of an earlier medicine is about that one, not about all that stands beside it.
        """
        case = self.checked.case
        earlier = [case.history[at].name for at in found.history]
        if isinstance(found, NotChecked) and earlier:
            return tuple(dict.fromkeys(earlier))
        return tuple(dict.fromkeys([*(case.items[at].name for at in found.items), *earlier]))

    def sides_of(self, found: Finding) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None:
        """The two sides that meet in an interaction, and what else is involved; None where that is not known.

        A medicine of the same substance as one of the pair that leads the message stands on that one's side.
        """
        names = self.names_of(found)
        pairs = ((one, other) for one in names for other in names if one != other)
        lead = next((pair for pair in pairs if found.message.startswith(f"{pair[0]} with {pair[1]}:")), None)
        if lead is None:
            return None
        substance = self._substances(found)
        left, right = ([name for name in names if _akin(name, one, substance)] for one in lead)
        rest = tuple(name for name in names if name not in (*left, *right))
        return None if set(left) & set(right) else (tuple(left), tuple(right), rest)

    def _substances(self, found: Finding) -> Mapping[str, SnomedCode | None]:
        case = self.checked.case
        products = {case.items[at].name: case.items[at].virtual for at in found.items}
        products |= {case.history[at].name: case.history[at].virtual for at in found.history}
        return {name: virtual.vtm if virtual is not None else None for name, virtual in products.items()}


def _akin(name: str, one: str, substance: Mapping[str, SnomedCode | None]) -> bool:
    return name == one or (substance.get(name) is not None and substance.get(name) == substance.get(one))


@dataclass(frozen=True, slots=True)
class Ran:
    """How one check came out. stops, reasons: still to be settled; settled: with a reason given; informs: to note.

    missed: the items it could not look at; whole: it looked at none of them, or did not run; began: it ran at all.
    """

    check: Check
    stops: int
    reasons: int
    settled: int
    informs: int
    missed: int
    whole: bool
    began: bool = True


def clinical_sheet(place: Workplace, key: IssueKey, viewer: UserId | None = None) -> ClinicalSheet | Refusal:
    """Runs the check over the prescription as it stands, for somebody who may see the record: nobody checks blind."""
    found = detail(place, key, viewer)
    if isinstance(found, Refusal):
        return found
    checked = look_at(place, key, viewer)
    if isinstance(checked, Refusal):
        return checked
    with place.store.read() as uow:
        changed = changes_of(checked.case, not_yet_had(uow, found.held), last_had(found.supplies))
    return ClinicalSheet(found, checked, changed, place.knowledge.version)


def ran(sheet: ClinicalSheet, left: tuple[Finding, ...]) -> tuple[Ran, ...]:
    """Every check there is, in its fixed order. left: the findings that nobody has settled."""
    result = sheet.checked.result
    open_hashes = {finding.hash for finding in left}
    every = len(sheet.checked.case.items)
    return tuple(_ran(check, result, open_hashes, every) for check in Check)


def _ran(check: Check, result: CheckResult, open_hashes: set[str], every: int) -> Ran:
    found = [finding for finding in result.findings if finding.check is check]
    missed = {at for entry in result.not_checked if entry.check is check for at in entry.items}
    asked = [finding for finding in found if finding.tier.interrupts]
    waiting = [finding for finding in asked if finding.hash in open_hashes]
    return Ran(
        check=check,
        stops=sum(finding.tier is Tier.STOP for finding in waiting),
        reasons=sum(finding.tier is Tier.REASON for finding in waiting),
        settled=len(asked) - len(waiting),
        informs=sum(finding.tier is Tier.INFORM for finding in found),
        missed=len(missed),
        whole=check not in result.ran or (every > 0 and len(missed) >= every),
        began=check in result.ran,
    )


def cards(result: CheckResult) -> tuple[tuple[NotChecked, tuple[Check, ...]], ...]:
    """What was not looked at and belongs on a card: a dose that nobody could read, a product that nobody knows.

    One card for the same items and the same cause, with every check that it kept from running.
    """
    grouped: dict[tuple[Cause, tuple[int, ...], tuple[int, ...]], list[NotChecked]] = {}
    for entry in result.not_checked:
        if entry.cause in (Cause.UNREAD_DOSE, Cause.UNMAPPED):
            grouped.setdefault((entry.cause, entry.items, entry.history), []).append(entry)
    return tuple(
        (same[0], tuple(dict.fromkeys(entry.check for entry in same)))
        for same in sorted(grouped.values(), key=lambda same: same[0].cause is not Cause.UNREAD_DOSE)
    )


def quiet(result: CheckResult) -> tuple[NotChecked, ...]:
    """What was not looked at because a fact is not known: a line each."""
    return tuple(entry for entry in result.not_checked if entry.cause is Cause.UNKNOWN_FACT)


def did_not_run(result: CheckResult) -> Mapping[Check, str]:
    """The checks that did not run at all, with why."""
    return {entry.check: entry.why for entry in result.not_checked if entry.cause is Cause.FAILED}
