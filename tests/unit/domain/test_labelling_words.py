"""The words that labels are made of, and the words for a label that was not made."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.barcodes.tokens import bag_token
from dispensary.domain.identifiers import BagNumber, LabelNumber, OdsCode
from dispensary.domain.labels.content import LabelContent, LabelTooSmall, LabelUnprintable
from dispensary.domain.labels.typesetting import spaced_digits, wrap
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Address
from dispensary.domain.quantity import Quantity
from dispensary.wording.labels import (
    bag_content,
    date_words,
    goes_with,
    label_content,
    label_refusal_words,
    quantity_words,
)

PREMISES = Premises("Fernhill Pharmacy", "8 Market Row", "01632 960147", OdsCode("VNE51"))


@given(st.dates(date(1000, 1, 1)))
def test_a_date_in_words_has_a_four_figure_year_and_no_number_for_the_month(day: date) -> None:
    number, month, year = date_words(day).split(" ")
    assert (int(number), len(month), int(year), len(year)) == (day.day, 3, day.year, 4)


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("28", "tablet", "28 tablets"),
        ("1", "tablet", "1 tablet"),
        ("0.5", "tablet", "0.5 tablets"),
        ("100", "ml", "100 ml"),
        ("2.50", "ml", "2.5 ml"),
        ("30", "gram", "30 grams"),
        ("12", "suppository", "12 suppositories"),
        ("5", "patch", "5 patches"),
        ("4", "pre-filled disposable injection", "4 pre-filled disposable injections"),
        ("2", "loaf", "2 loaves"),
        ("3", "mg/24 hours", "3 mg/24 hours"),
        ("3", "teragenome copies", "3 teragenome copies"),
        ("10", "MBq", "10 MBq"),
        ("56", "", "56"),
    ],
)
def test_amounts_read_as_people_say_them(amount: str, unit: str, words: str) -> None:
    assert quantity_words(Quantity(Decimal(amount), unit)) == words


def test_a_label_shows_the_number_that_people_type_not_the_whole_token() -> None:
    bag = bag_content(
        person="Mr Tomasz Wrona",
        address=Address((), "QX4 7RB"),
        shelf="C3",
        bag="118",
        part=1,
        parts=1,
        service="to collect",
        made_on=date(2026, 11, 23),
        premises=PREMISES,
        number=BagNumber(bag_token(BagNumber("118"))),
        marks=(goes_with(117),),
    )
    assert bag.shown == "0000 0118"
    assert bag.bag == "Bag 118"
    assert bag.address == ("QX4 7RB",)
    assert bag.under == "to collect · 23 Nov 2026"
    assert bag.marks[0].words == "Goes with bag 117"

    label = label_content(
        medicine="Ramipril 5mg capsules",
        quantity=None,
        directions=" Take 1. ",
        person="A",
        supplied_on=date(2026, 11, 23),
        premises=PREMISES,
        number=LabelNumber("123456"),
    )
    assert isinstance(label, LabelContent)
    assert (label.shown, label.quantity, label.directions) == ("", "", "Take 1.")


def test_refusals_say_what_happened_and_what_to_do() -> None:
    assert "Choose larger labels in Pharmacy, Printers" in label_refusal_words(LabelTooSmall("70x35"))
    assert "李 and 💊" in label_refusal_words(LabelUnprintable("李💊"))


def test_digits_are_grouped_as_people_read_them_aloud() -> None:
    assert [spaced_digits(digits) for digits in ("70412518", "1234567890", "123456789012", "123456")] == [
        "7041 2518",
        "12345 67890",
        "1234 5678 9012",
        "1234 56",
    ]


@given(st.text(max_size=200), st.integers(3, 60))
def test_wrapping_keeps_every_sign_and_never_passes_the_margin(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_numbers_keep_their_units_and_sentences_may_end_after_a_number() -> None:
    assert wrap("Take 1 tablet and 2.5 ml at 8. Then stop", 14, len) == (
        "Take 1 tablet",
        "and 2.5 ml at",
        "8. Then stop",
    )
    assert wrap("only 5 mg/5 ml", 11, len) == ("only", "5 mg/5 ml")
    assert wrap("8 Row QX4 7LT", 10, len) == ("8 Row", "QX4 7LT")
    assert wrap("5 verylongword", 12, len) == ("5", "verylongword")
    assert wrap("a  b", 9, len) == ("a  b",)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("If it does, do not drive.", 18, ("If it does,", "do not drive.")),
        ("If it does, never drive.", 18, ("If it does,", "never drive.")),
        ("Adrenaline 22.5mg (1 in 80,000) solution", 22, ("Adrenaline 22.5mg", "(1 in 80,000) solution")),
        ("Take .5 ml now", 7, ("Take", ".5 ml", "now")),
        ("Take ½ tablet now", 12, ("Take", "½ tablet now")),
        ("Take 1½ tablets now", 12, ("Take", "1½ tablets", "now")),
        ("Take <5 ml now", 7, ("Take", "<5 ml", "now")),
    ],
)
def test_a_line_never_ends_where_the_rest_would_read_otherwise(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, len) == lines


@pytest.mark.parametrize(
    ("word", "width", "lines"),
    [
        ("Tinzaparin10,000units0.5ml", 12, ("Tinzaparin", "10,000units", "0.5ml")),
        ("sodium/10,000units", 11, ("sodium/", "10,000units")),
        ("tablets/2-5mg", 8, ("tablets/", "2-5mg")),
    ],
)
def test_a_word_wider_than_a_line_is_not_divided_in_a_number(word: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrap(word, width, len) == lines
