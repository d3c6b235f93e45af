"""The barcodes that we print ourselves, and the prescription ID on a token.

A token is 10 digits for Code 128 C (90 modules, 22.5 mm at 2 dots of 1/8 mm each): a kind digit (5 label, 8 bag,
9 basket), the number in 8 digits, and an ISO/IEC 7064 MOD 11,10 check digit, which finds every wrong digit and nearly
every swap. No GTIN has 10 digits (they have 8, 12, 13 or 14), so a token can never be taken for a pack. Nor is it an
NHS number: those begin with 4, 6 or 7, and test numbers with 999, which a basket number (4 digits) cannot reach.
People read and type the number alone, as two groups of four: 7041 2518.
"""

import re
from typing import Final

from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.identifiers import BagNumber, Identifier, LabelNumber, PrescriptionId

_DIGITS: Final = 8
_LABEL, _BAG, _BASKET = "5", "8", "9"
_TOKEN: Final = re.compile(r"[589][0-9]{9}")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,7}")
_PRESCRIPTION: Final = re.compile(r"([0-9A-F]{6})-?([0-9A-Z]{6})-?([0-9A-F]{5}[0-9A-Z+])")


def _check_digit(digits: str) -> str:
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def _token(kind: str, number: Identifier) -> str:
    if not _NUMBER.fullmatch(number.value):
        raise ValueError(f"a printed number is 1 to 8 digits without leading zeros, not {number.value!r}")
    body = kind + number.value.zfill(_DIGITS)
    return body + _check_digit(body)


def label_token(number: LabelNumber) -> str:
    """What the barcode of a medicine label holds. Raises ValueError unless the number is 1 to 8 digits, unpadded."""
    return _token(_LABEL, number)


def bag_token(number: BagNumber) -> str:
    """What the barcode of a bag label holds. Raises ValueError unless the number is 1 to 8 digits, unpadded."""
    return _token(_BAG, number)


def basket_token(number: BasketNumber) -> str:
    """What the barcode of a basket holds. Raises ValueError unless the number is 1 to 4 digits, unpadded."""
    if len(number.value) > 4:
        raise ValueError("a basket number has 4 digits at most")
    return _token(_BASKET, number)


def spaced(number: Identifier) -> str:
    """A printed number as people read it: 7041 2518."""
    digits = number.value.zfill(_DIGITS)
    return f"{digits[:4]} {digits[4:]}"


def typed_number(text: str) -> str | None:
    """The number that a person typed (spaces and leading zeros apart), or None where it is none."""
    digits = text.replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,8}", digits):
        return None
    return str(int(digits))


def read_token(text: str) -> LabelNumber | BagNumber | BasketNumber | None:
    """One of our own numbers, or None where the text is no token or its check digit is wrong."""
    if not _TOKEN.fullmatch(text) or _check_digit(text[:-1]) != text[-1]:
        return None
    number = str(int(text[1:-1]))
    if text[0] == _LABEL:
        return LabelNumber(number)
    if text[0] == _BAG:
        return BagNumber(number)
    return BasketNumber(number) if len(number) <= 4 else None


def read_prescription_id(text: str) -> PrescriptionId | None:
    """A prescription ID scanned or typed, in either case, with or without hyphens (conformance rows 1.5.2, 1.6.1).

    None where the text is not shaped like one; its check character may still be wrong: ask `is_valid`.
    """
    found = _PRESCRIPTION.fullmatch(text.strip().upper())
    return None if found is None else PrescriptionId("-".join(found.groups()))
