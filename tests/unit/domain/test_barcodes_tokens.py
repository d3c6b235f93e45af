"""Our own barcodes: read back as what they are, and never taken for a pack or for one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.barcodes import (
    BasketNumber,
    ScanKind,
    bag_token,
    basket_token,
    label_token,
    read_scan,
    spaced,
    typed_number,
)
from dispensary.domain.identifiers import BagNumber, LabelNumber, NhsNumber

NUMBERS = st.integers(0, 99_999_999).map(str)


@given(NUMBERS)
def test_a_label_is_read_back(number):
    token = label_token(LabelNumber(number))
    scan = read_scan(token + "\r")
    assert (scan.kind, scan.label, scan.ok) == (ScanKind.LABEL, LabelNumber(number), False)
    assert len(token) == 10
    assert read_scan("]C0" + token).label == LabelNumber(number)


@given(NUMBERS)
def test_a_bag_is_read_back_and_is_no_label(number):
    scan = read_scan(bag_token(BagNumber(number)))
    assert (scan.kind, scan.bag, scan.label) == (ScanKind.BAG, BagNumber(number), None)


@given(st.integers(0, 9999).map(str))
def test_a_basket_is_read_back_and_is_no_nhs_number(number):
    token = basket_token(BasketNumber(number))
    assert read_scan(token).basket == BasketNumber(number)
    assert not (NhsNumber(token).is_valid and token.startswith("999"))


@given(NUMBERS, st.integers(0, 9), st.integers(1, 9))
def test_a_wrong_digit_is_never_another_label(number, place, shift):
    token = label_token(LabelNumber(number))
    wrong = token[:place] + str((int(token[place]) + shift) % 10) + token[place + 1 :]
    assert read_scan(wrong).label is None


@pytest.mark.parametrize("number", ["", "007", "123456789", "12A", "-1"])
def test_a_number_that_would_not_come_back_is_refused(number):
    with pytest.raises(ValueError):
        label_token(LabelNumber(number))


def test_baskets_have_four_digits_at_most():
    with pytest.raises(ValueError):
        basket_token(BasketNumber("10000"))


def test_people_read_two_groups_and_type_them_as_they_like():
    assert spaced(LabelNumber("70412518")) == "7041 2518"
    assert typed_number("7041 2518") == "70412518"
    assert typed_number("0000 0012") == "12"
    assert typed_number("12x") is None
