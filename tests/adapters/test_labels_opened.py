"""The rest of an opened pack with a long name: two labels, nothing cut, the pack's code on each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.adapters.test_labels_kinds import sound

from dispensary.adapters.documents.labels import PdfLabels, render_labels
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.adapters.knowledge.label_stock import load_label_stock, load_sheet_stock
from dispensary.application.ports.documents import RenderedLabel
from dispensary.domain.identifiers import Gtin, OdsCode
from dispensary.domain.labels.content import LabelTooSmall, LabelUnprintable, SplitPackContent
from dispensary.domain.labels.geometry import LabelLayout, LabelStock, Matrix, Role
from dispensary.domain.labels.small import lay_out_split_pack
from dispensary.domain.premises import Premises
from dispensary.domain.quantity import Quantity
from dispensary.wording.label_kinds import split_pack_content
from dispensary.wording.labels import SEE_FIRST

# The longest name of a pack in the starter dictionary, and a brand that fills dm+d's 255 letters.
VACCINE = (
    "Diphtheria (low dose) / Tetanus / Pertussis (acellular component) / Poliomyelitis (inactivated) vaccine "
    "(adsorbed) suspension for injection 0.5ml pre-filled syringes (Training) 1 pre-filled disposable injection"
)
FULLEST = f"{VACCINE} with two separate needles, one of them long"[:255]
STOCKS, SHEETS = load_label_stock(), load_sheet_stock()
EVERY_STOCK = [
    pytest.param(stock, id=f"{stock.name}-{kind}")
    for kind, rolls, sheets in (
        ("usual", STOCKS.usual, SHEETS.usual),
        ("large", STOCKS.large, SHEETS.large),
    )
    for stock in (*rolls.values(), *(sheet.label for sheet in sheets.values()))
]
ROLL = STOCKS.usual["70x35"]


def opened(medicine: str = VACCINE, *, batch: str = "B7041") -> SplitPackContent:
    return split_pack_content(
        medicine=medicine,
        left=Quantity(Decimal(14), "tablet"),
        gtin=Gtin("05012345678900"),
        batch=batch,
        expiry=date(2027, 11, 30),
        split_on=date(2026, 11, 23),
        premises=Premises(
            "Fernhill Pharmacy", "8 Market Row, Little Harwick QX4 7LT", "01632 960147", OdsCode("VNE51")
        ),
    )


def laid(content: SplitPackContent, stock: LabelStock = ROLL) -> tuple[LabelLayout, ...]:
    made = lay_out_split_pack(content, stock, TypefaceMetrics())
    assert isinstance(made, tuple), (made, stock.name)
    for layout in made:
        sound(layout)
    return made


def said(*layouts: LabelLayout) -> str:
    return " ".join(run.text for layout in layouts for run in layout.runs)


def test_a_usual_name_is_one_label_without_a_mark() -> None:
    (only,) = laid(opened("Ramipril 5mg capsules"))
    assert (only.part, only.parts) == (1, 1)
    assert " of " not in said(only)
    assert SEE_FIRST not in said(only)


def test_a_name_too_long_for_one_label_stands_whole_on_the_first_of_two_and_what_is_known_on_the_second() -> None:
    first, second = laid(opened(FULLEST))
    names = [run for run in first.runs if run.role is Role.MEDICINE]
    assert " ".join(run.text for run in names) == FULLEST
    assert min(run.points for run in names) >= ROLL.sizes.warnings
    for words in ("14 tablets left", "Batch B7041", "Expires 30 Nov 2027", "Opened and split 23 Nov 2026"):
        assert words in second.lines
    assert "Fernhill Pharmacy" in said(second)
    assert [(label.part, label.parts) for label in (first, second)] == [(1, 2), (2, 2)]
    assert "1 of 2" in first.lines
    assert "2 of 2" in second.lines


def test_each_of_the_two_has_the_code_of_the_pack_and_reads() -> None:
    made = PdfLabels().split_pack(opened(FULLEST), ROLL)
    assert isinstance(made, RenderedLabel)
    assert made.codes == ("(01)05012345678900(17)271130(10)B7041",) * 2
    assert len(made.pages) == 2


@pytest.mark.parametrize("stock", EVERY_STOCK)
@pytest.mark.parametrize("name", ["Ramipril 5mg capsules", VACCINE, FULLEST])
def test_no_stock_refuses_a_name_of_the_dictionary_cuts_it_or_divides_a_word(stock: LabelStock, name: str) -> None:
    made = laid(opened(name, batch="ABCDEFGHIJKLMNOPQRST"), stock)
    names = [run for label in made for run in label.runs if run.role is Role.MEDICINE]
    whole = " ".join(run.text for run in names)
    assert whole.startswith(name)
    assert min(run.points for run in names if run.text not in SEE_FIRST) >= stock.sizes.foot
    assert "Batch ABCDEFGHIJKLMNOPQRST" in " ".join(line for label in made for line in label.lines)
    for label in made:
        assert sum(isinstance(element, Matrix) for element in label.elements) == 1
        # Each alone says which medicine it is, or where that is said.
        assert any(run.role is Role.MEDICINE for run in label.runs)


def test_the_second_label_names_the_medicine_small_where_that_has_room_and_else_says_where_it_is_named() -> None:
    _, small = laid(opened(VACCINE), STOCKS.usual["100x75"])
    heads = [run for run in small.runs if run.role is Role.MEDICINE]
    assert " ".join(run.text for run in heads) == VACCINE
    *_, last = laid(opened(FULLEST * 3))
    assert [run.text for run in last.runs if run.role is Role.MEDICINE] == [SEE_FIRST]
    assert min(run.points for run in (*small.runs, *last.runs)) >= ROLL.sizes.foot


def test_ten_labels_and_more_still_say_which_of_how_many() -> None:
    made = laid(opened(" ".join(["Diphtheria"] * 300)))
    assert len(made) >= 10
    assert [f"{part} of {len(made)}" in label.lines for part, label in enumerate(made, start=1)] == [True] * len(made)
    assert said(*made).count("Diphtheria") == 300


def test_particulars_without_room_on_one_label_go_over_two() -> None:
    low = replace(ROLL, height=ROLL.height - 110)
    made = laid(opened(FULLEST), low)
    kept = said(*made)
    for words in ("14 tablets left", "Batch B7041", "Expires 30 Nov 2027", "Opened and split", "Fernhill"):
        assert words in kept
    assert sum(SEE_FIRST in label.lines for label in made) > 1


@pytest.mark.parametrize(
    ("content", "stock"),
    [
        (opened(), replace(ROLL, height=120)),
        (opened(), replace(ROLL, height=ROLL.margin_y * 2 + 4)),
        (opened(batch="ABCDEFGHIJKLMNOPQRST"), replace(ROLL, width=360)),
    ],
    ids=["no line beside the code", "no line at all", "half a batch is another batch"],
)
def test_a_label_that_cannot_hold_one_word_is_refused(content: SplitPackContent, stock: LabelStock) -> None:
    assert isinstance(lay_out_split_pack(content, stock, TypefaceMetrics()), LabelTooSmall)


def test_without_words_for_it_the_second_label_repeats_the_name_or_there_is_none() -> None:
    unsaid = replace(opened(VACCINE), elsewhere="")
    assert len(laid(unsaid, STOCKS.usual["100x75"])) == 2
    far = replace(opened(FULLEST * 3), elsewhere="")
    assert isinstance(lay_out_split_pack(far, ROLL, TypefaceMetrics()), LabelTooSmall)


def test_signs_that_cannot_be_drawn_are_named_and_nothing_is_left_out() -> None:
    made = lay_out_split_pack(opened("Kapseln \u85ac"), ROLL, TypefaceMetrics())
    assert made == LabelUnprintable("\u85ac")


def test_what_is_drawn_is_what_was_laid_out() -> None:
    made = render_labels(laid(opened(FULLEST)))
    assert made.texts == tuple(label.lines for label in laid(opened(FULLEST)))
