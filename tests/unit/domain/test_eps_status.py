"""What EPS is told of each line and of the whole, computed from recorded facts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.eps_status import LineStatus, PrescriptionStatus, line_status, may_become, prescription_status

L, P = LineStatus, PrescriptionStatus

# EPS, allowed line states by prescription status (PROTOCOL section 8).
ALLOWED = {
    P.WITH_DISPENSER_ACTIVE: {
        L.DISPENSED,
        L.NOT_DISPENSED,
        L.PARTIAL,
        L.OWING,
        L.CANCELLED,
        L.EXPIRED,
        L.WITH_DISPENSER,
    },
    P.WITH_DISPENSER: {L.CANCELLED, L.EXPIRED, L.WITH_DISPENSER},
    P.DISPENSED: {L.DISPENSED, L.NOT_DISPENSED, L.CANCELLED, L.EXPIRED},
    P.NOT_DISPENSED: {L.NOT_DISPENSED, L.CANCELLED, L.EXPIRED},
}


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ((L.DISPENSED, L.OWING), P.WITH_DISPENSER_ACTIVE),
        ((L.DISPENSED, L.NOT_DISPENSED, L.CANCELLED), P.DISPENSED),
        ((L.NOT_DISPENSED, L.CANCELLED), P.NOT_DISPENSED),
        ((L.PARTIAL,), P.WITH_DISPENSER_ACTIVE),
        ((L.WITH_DISPENSER, L.CANCELLED), P.WITH_DISPENSER),
        ((L.CANCELLED, L.EXPIRED), P.NOT_DISPENSED),
    ],
)
def test_the_whole_follows_from_its_lines(lines: tuple[LineStatus, ...], status: PrescriptionStatus) -> None:
    """Conformance row 2.2.5."""
    assert prescription_status(lines) is status


@given(st.lists(st.sampled_from([status for status in L if status is not L.TO_BE_DISPENSED]), min_size=1, max_size=4))
def test_no_status_is_ever_one_that_eps_forbids(lines: list[LineStatus]) -> None:
    assert set(lines) <= ALLOWED[prescription_status(lines)]


def _status(**facts: object) -> LineStatus:
    given: dict[str, object] = {
        "delivered": L.WITH_DISPENSER,
        "prescribed": Decimal(28),
        "supplied": Decimal(0),
        "owing": False,
        "not_dispensed": False,
        "completed": False,
    }
    return line_status(**(given | facts))  # type: ignore[arg-type]


def test_a_line_by_its_facts() -> None:
    assert _status() is L.WITH_DISPENSER
    assert _status(supplied=Decimal(28)) is L.DISPENSED
    assert _status(supplied=Decimal(14)) is L.PARTIAL
    assert _status(supplied=Decimal(14), completed=True) is L.DISPENSED
    assert _status(owing=True) is L.OWING
    assert _status(not_dispensed=True) is L.NOT_DISPENSED
    assert _status(supplied=Decimal(14), owing=True) is L.PARTIAL


def test_a_line_cancelled_or_expired_at_eps_stays_so_whatever_we_did() -> None:
    for delivered in (L.CANCELLED, L.EXPIRED):
        assert _status(delivered=delivered, supplied=Decimal(28), not_dispensed=True) is delivered


def test_we_never_say_expired_ourselves() -> None:
    """Conformance row 2.2.7: an item that expires here is not dispensed, reason 0008."""
    for supplied in (Decimal(0), Decimal(5), Decimal(28)):
        for owing in (True, False):
            for given_up in (True, False):
                assert _status(supplied=supplied, owing=owing, not_dispensed=given_up) is not L.EXPIRED


def test_legal_changes() -> None:
    assert may_become(L.WITH_DISPENSER, L.PARTIAL)
    assert may_become(L.PARTIAL, L.DISPENSED)
    assert not may_become(L.PARTIAL, L.OWING)
    assert not may_become(L.DISPENSED, L.PARTIAL)
    assert may_become(L.CANCELLED, L.CANCELLED)
