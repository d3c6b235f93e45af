"""The words of the hand-out: what is asked, what is owed, what is paid, what to say."""

from datetime import datetime

from dispensary.domain.charges import PAID, ChargeDecision, Exemption
from dispensary.domain.quantity import Quantity
from dispensary.wording.labels import date_words, quantity_words
from dispensary.wording.times import clock_words
from dispensary.wording.work import items_words

ASK_WHO = "Ask: “What is your name and address?”"
HOW_ARE_YOU = "How are you getting on with your medicines?"
NO_DECLARATION = "No declaration needed."


def owed_words(amounts: tuple[Quantity | None, ...]) -> str:
    """14 capsules still owed; 2 items still owed. Without the medicines' names: the counter can be seen."""
    if len(amounts) == 1 and amounts[0] is not None:
        return f"{quantity_words(amounts[0])} still owed"
    return f"{items_words(len(amounts))} still owed"


def when_words(at: datetime, today: datetime) -> str:
    """10:02 on the same day, else 22 Nov 2026, 10:02."""
    return clock_words(at) if at.date() == today.date() else f"{date_words(at.date())}, {clock_words(at)}"


def age_words(age: int | None) -> str:
    """Why there is nothing to pay, where the date of birth shows it (conformance row 4.1.6)."""
    why = "Under 16" if age is not None and age < 16 else "Aged 60 or over"
    return f"{why}, shown by the date of birth. {NO_DECLARATION}"


def charge_words(charge: ChargeDecision, exemptions: tuple[Exemption, ...]) -> str:
    """Paid, or which exemption was claimed."""
    if charge.exemption == PAID:
        return "Charge paid"
    named = next((known.words for known in exemptions if known.code == charge.exemption), "Exempt")
    return f"Nothing to pay: {named}"
