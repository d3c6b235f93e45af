"""What changed since last time, in words."""

from decimal import Decimal

from dispensary.domain.quantity import Quantity, decimal_text
from dispensary.wording.labels import quantity_words

_SHORT = frozenset({"mg", "g", "microgram", "nanogram", "unit", "mmol", "ml"})
_PLACES = Decimal("0.01")


def daily_change_words(before: Quantity, after: Quantity) -> str:
    """2.5mg to 5mg a day; "" where the amounts of one day say nothing, as with a weekly dose."""
    if not (_tidy(before) and _tidy(after)):
        return ""
    return f"{_amount(before)} to {_amount(after)} a day"


def _tidy(amount: Quantity) -> bool:
    return amount.value == amount.value.quantize(_PLACES)


def _amount(amount: Quantity) -> str:
    """As dm+d writes strengths, without a space."""
    if amount.unit in _SHORT:
        many = "s" if len(amount.unit) > 3 and amount.value != 1 else ""
        return f"{decimal_text(amount.value)}{amount.unit}{many}"
    return quantity_words(amount)
