"""What is paid, and which exemptions may be claimed on which day."""

from datetime import date

import pytest

from dispensary.domain.charges import EXEMPTIONS, PAID, ChargeDecision, available, exempt_by_age

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("age", "exempt"), [(0, True), (15, True), (16, False), (59, False), (60, True), (97, True)])
def test_age_alone_exempts_under_16_and_from_60(age: int, exempt: bool) -> None:
    """Conformance row 4.1.6: nobody from 16 to 59."""
    assert (exempt_by_age(age) is not None) is exempt


def test_an_unknown_age_exempts_nobody() -> None:
    assert exempt_by_age(None) is None


def test_ended_exemptions_may_be_claimed_for_days_before_their_end_only() -> None:
    codes = {exemption.code for exemption in available(TODAY)}
    assert "0013" not in codes
    assert "0012" not in codes
    assert "0011" in codes
    assert "0013" in {exemption.code for exemption in available(date(2025, 4, 5))}


def test_codes_are_unique_and_paid_is_none_of_them() -> None:
    codes = [exemption.code for exemption in EXEMPTIONS]
    assert len(set(codes)) == len(codes)
    assert PAID not in codes
    assert ChargeDecision(PAID).paid
    assert not ChargeDecision("0002").paid
