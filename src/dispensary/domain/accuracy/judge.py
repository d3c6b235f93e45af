"""The accuracy check: what was prescribed against every pack scanned for it. The worst finding is the verdict."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from dispensary.domain.accuracy.comparison import Comparison, compare
from dispensary.domain.accuracy.counting import contents, count, total
from dispensary.domain.accuracy.reasons import (
    CaseInverted,
    Discontinued,
    Expired,
    ExpiryNotRead,
    GtinEnded,
    MappedUnproved,
    MayBeRecalled,
    NotAvailable,
    Outcome,
    PackInvalid,
    PackRecalled,
    PrescribedInvalid,
    PrescribedMoved,
    Reason,
    Rule,
    SamePackTwice,
    SeveralPacks,
    ShortDated,
    UnknownPack,
    Unreadable,
)
from dispensary.domain.accuracy.verdict import JudgedPack, ScannedPack, Verdict
from dispensary.domain.barcodes import ScanWarning
from dispensary.domain.dictionary import Moved, PackCode, Resolved
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import Quantity
from dispensary.domain.recalls import Concern, Recall, codes_of

# Where the length of treatment is not known: the usual supply.
SHORT_DATED_DAYS: Final = 28

_WORST: Final = (Outcome.STOP, Outcome.ASK, Outcome.PASS)
_FIRST: Final = (
    Rule.UNRELATED,
    Rule.NEAR_MISS,
    Rule.BRAND_DIFFERS,
    Rule.RECALLED,
    Rule.EXPIRED,
    Rule.SAME_PACK_TWICE,
    Rule.MAY_BE_RECALLED,
    Rule.UNREADABLE,
    Rule.UNKNOWN_PACK,
    Rule.MAPPED,
    Rule.EQUIVALENT,
    Rule.QUANTITY,
)
# Of several packs with one GTIN that come to the same outcome, the one that is nearest to the prescription speaks.
_NEAREST: Final = (
    Rule.EQUIVALENT,
    Rule.EXACT,
    Rule.UNKNOWN_PACK,
    Rule.BRAND_DIFFERS,
    Rule.NEAR_MISS,
    Rule.UNRELATED,
)
_ANOTHER_PRODUCT: Final = frozenset({Rule.NEAR_MISS, Rule.UNRELATED})


def judge(
    prescribed: Resolved,
    quantity: Quantity | None,
    scans: Sequence[ScannedPack],
    today: date,
    treatment_days: int | None = None,
    moved: Moved | None = None,
    recalls: Sequence[Recall] = (),
) -> Verdict:
    """The verdict on all packs scanned for one item.

    quantity: as prescribed; without a unit it counts the product's own units; None leaves it unchecked, and says so.
    treatment_days: how long the supply lasts, for the warning that a pack expires within it. moved: from where the
    prescribed brand has gone, where whoever wrote the prescription may not have known. recalls: those that stand.
    """
    comparisons = [_compared(prescribed, scanned, place) for place, scanned in enumerate(scans)]
    matches = [comparison for comparison in comparisons if comparison is not None]
    reasons = [reason for comparison in matches for reason in comparison.reasons]
    for place, scanned in enumerate(scans):
        reasons += _unmatched(prescribed, scanned, place)
        reasons += _state(scanned, place, today, treatment_days or SHORT_DATED_DAYS)
        reasons += _recalled(scanned, place, recalls)
    reasons += _same_twice(scans)
    reasons += _prescribed(prescribed, moved)
    if not any(match.rule in _ANOTHER_PRODUCT for match in matches):
        reasons += count(prescribed, quantity, scans)
    reasons.sort(key=_gravity)
    unit = quantity.unit if quantity is not None else ""
    packs = tuple(_judged(scanned) for scanned in scans)
    outcome = min((reason.outcome for reason in reasons), key=_WORST.index, default=Outcome.PASS)
    return Verdict(outcome, _rule(outcome, reasons, matches), tuple(reasons), total(scans, unit), packs)


def _gravity(reason: Reason) -> tuple[int, int]:
    rank = _FIRST.index(reason.rule) if reason.rule is not None else len(_FIRST)
    return _WORST.index(reason.outcome), rank


def _rule(outcome: Outcome, reasons: Sequence[Reason], matches: Sequence[Comparison]) -> Rule:
    """The first rule that gave this outcome; where none did, the kind of match."""
    if outcome is not Outcome.PASS:
        for reason in reasons:
            if reason.outcome is outcome and reason.rule is not None:
                return reason.rule
    return Rule.EXACT if all(match.rule is Rule.EXACT for match in matches) else Rule.EQUIVALENT


def _compared(prescribed: Resolved, scanned: ScannedPack, place: int) -> Comparison | None:
    """The pack against the prescription. Where several packs share the GTIN and disagree, a person is asked; one that
    the release lacks cannot be compared, so that nobody knows.
    """
    if not scanned.scan.ok or not scanned.candidates:
        return None
    comparisons = [compare(prescribed, code.pack, place) for code in scanned.candidates]
    outcomes = {comparison.outcome for comparison in comparisons}
    if any(code.or_unknown for code in scanned.candidates):
        outcomes.add(Outcome.ASK)
    if len(outcomes) == 1:
        return min(comparisons, key=lambda comparison: _NEAREST.index(comparison.rule))
    names = tuple(dict.fromkeys(code.pack.name for code in scanned.candidates))
    return Comparison(Rule.UNKNOWN_PACK, (SeveralPacks(place, scanned.candidates[0].gtin, names),))


def _unmatched(prescribed: Resolved, scanned: ScannedPack, place: int) -> Iterator[Reason]:
    scan = scanned.scan
    if scan.gtin is None:
        yield Unreadable(place, scan.kind, scan.error)
    elif not scanned.candidates:
        yield UnknownPack(place, scan.gtin, _second_person(prescribed))
    elif scanned.proving is not None:
        name = scanned.candidates[0].pack.name
        yield MappedUnproved(place, name, scanned.proving.good, scanned.proving.needed)


def _second_person(prescribed: Resolved) -> bool:
    product = prescribed.virtual_product
    drug = product.controlled_drug if product is not None else None
    return drug is not None and drug.schedule in (1, 2, 3)


def _prescribed(prescribed: Resolved, moved: Moved | None) -> Iterator[Reason]:
    product = prescribed.pack or prescribed.actual or prescribed.virtual
    if product is None:
        return
    if product.invalid:
        yield PrescribedInvalid(None, product.name)
    if moved is not None:
        yield PrescribedMoved(None, product.name, moved.before_name, moved.now.name)


def _same_twice(scans: Sequence[ScannedPack]) -> Iterator[Reason]:
    """A serial number that came before, whatever the case: Caps Lock may have changed between two scans of one box."""
    seen: dict[tuple[Gtin | None, str], int] = {}
    for place, scan in enumerate(scanned.scan for scanned in scans):
        if scan.serial is None:
            continue
        first = seen.setdefault((scan.gtin, scan.serial.casefold()), place)
        if first != place:
            yield SamePackTwice(place, first, scan.serial)


def _state(scanned: ScannedPack, place: int, today: date, days: int) -> Iterator[Reason]:
    """Expiry, and what the dictionary says about the pack. A pack may be used to the end of its expiry date."""
    scan = scanned.scan
    if not scan.ok:
        return
    if scan.expiry is None:
        yield ExpiryNotRead(place)
    elif scan.expiry < today:
        yield Expired(place, scan.expiry)
    elif scan.expiry < today + timedelta(days=days):
        yield ShortDated(place, scan.expiry)
    if ScanWarning.CASE_INVERTED in scan.warnings:
        yield CaseInverted(place)
    if scanned.candidates:
        yield from _market(scanned.candidates, place, today)


def _recalled(scanned: ScannedPack, place: int, recalls: Sequence[Recall]) -> Iterator[Reason]:
    """Of several packs with one barcode any one may be the recalled one."""
    scan = scanned.scan
    if not scan.ok:
        return
    codes = frozenset[SnomedCode]().union(*(codes_of(code.pack) for code in scanned.candidates))
    for recall in recalls:
        concern = recall.what.concerns(scan.gtin, codes, scan.batch, scan.expiry)
        if concern is Concern.YES:
            yield PackRecalled(place, recall.number, recall.title)
        elif concern is Concern.PERHAPS:
            yield MayBeRecalled(place, recall.number, recall.title, tuple(sorted(recall.what.batches)))


def _market(candidates: Sequence[PackCode], place: int, today: date) -> Iterator[Reason]:
    """Old stock is legitimate: remarks, and only where they hold for every pack that this may be."""
    name = candidates[0].pack.name
    if all(code.pack.discontinued for code in candidates):
        yield Discontinued(place, name)
    if all(code.pack.product is not None and not code.pack.product.available for code in candidates):
        yield NotAvailable(place, name)
    if all(code.pack.invalid for code in candidates):
        yield PackInvalid(place, name)
    ends = [code.ended for code in candidates if code.ended is not None and code.ended < today]
    if len(ends) == len(candidates):
        yield GtinEnded(place, name, max(ends))


def _judged(scanned: ScannedPack) -> JudgedPack:
    scan = scanned.scan
    codes = tuple(dict.fromkeys(code.pack.code for code in scanned.candidates))
    return JudgedPack(scan.gtin, codes, scan.expiry, scan.batch, scan.serial, contents(scanned))
