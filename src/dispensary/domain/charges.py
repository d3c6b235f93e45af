"""Prescription charges and exemptions, with the dates between which each may be claimed.

Codes: NHS England prescription-charge-exemption 1.0.4. Rules: Community Pharmacy England pages cited in docs.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Exemption:
    """A reason for not paying. `words` as the counter reads it out; valid_from and valid_to bound the day of supply."""

    code: str
    words: str
    letter: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


PAID = "0001"
BY_AGE = "0002"
IN_EDUCATION = "0003"

EXEMPTIONS: tuple[Exemption, ...] = (
    Exemption("0002", "Under 16, or 60 or over", "A"),
    Exemption("0003", "16, 17 or 18 and in full-time education", "B"),
    Exemption("0005", "Maternity exemption certificate", "D"),
    Exemption("0006", "Medical exemption certificate", "E"),
    Exemption("0007", "Prescription prepayment certificate", "F"),
    Exemption("0008", "Ministry of Defence exemption certificate", "G"),
    Exemption("0009", "HC2 certificate", "L"),
    Exemption("0010", "Free-of-charge contraceptives", "X"),
    Exemption("0011", "Income Support or income-related Employment and Support Allowance", "H"),
    Exemption("0012", "Income-based Jobseeker's Allowance", "K", valid_to=date(2026, 3, 31)),
    Exemption("0013", "Tax credit exemption certificate", "M", valid_to=date(2025, 4, 5)),
    Exemption("0014", "Pension Credit Guarantee Credit", "S"),
    Exemption("0015", "Released from prison or secure accommodation", "Z"),
    Exemption("0016", "Universal Credit", "U"),
    Exemption("0017", "Free sexual health treatment"),
    Exemption("0018", "Mental health treatment order"),
    Exemption("0019", "Free tuberculosis treatment"),
    Exemption("0020", "HRT prepayment certificate", "W"),
)


class Evidence(StrEnum):
    SEEN = "evidence-seen"
    NOT_SEEN = "no-evidence-seen"


@dataclass(frozen=True, slots=True)
class ChargeDecision:
    """What was settled at the counter: paid, or exempt with or without evidence."""

    exemption: str
    evidence: Evidence | None = None

    @property
    def paid(self) -> bool:
        return self.exemption == PAID


def available(day: date) -> tuple[Exemption, ...]:
    """The exemptions that may be claimed for a supply on that day."""
    return tuple(exemption for exemption in EXEMPTIONS if exemption.holds_on(day))


def exempt_by_age(age: int | None) -> ChargeDecision | None:
    """Nothing to pay and no evidence needed where the date of birth shows it (conformance row 4.1.6)."""
    if age is None or 16 <= age <= 59:
        return None
    return ChargeDecision(BY_AGE)


def fits_age(exemption: str, age: int | None) -> bool:
    """Whether somebody of that age may have the exemption; nobody aged 16 to 59 is exempt by age (row 4.1.6).

    An unknown age (None) rules nothing out: then it is the evidence that counts.
    """
    if age is None:
        return True
    if exemption == BY_AGE:
        return not 16 <= age <= 59
    return exemption != IN_EDUCATION or 16 <= age <= 18
