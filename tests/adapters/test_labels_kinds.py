"""What stands on labels beyond plain words: the table of a changing dose, the line for the day of opening."""

from dataclasses import replace
from itertools import combinations

import pytest
from tests.adapters.test_labels_pdf import rendered, worded

from dispensary import bootstrap
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.adapters.knowledge.label_stock import load_label_stock, load_sheet_stock
from dispensary.adapters.knowledge.warnings import load_warnings
from dispensary.domain.identifiers import OdsCode
from dispensary.domain.labels.content import LabelContent, LabelWarning
from dispensary.domain.labels.geometry import Bars, Box, LabelLayout, Role, Rule, TextRun
from dispensary.domain.labels.layout import lay_out
from dispensary.domain.premises import Premises
from dispensary.wording.dose import patient_text
from dispensary.wording.dose_table import dose_table

FAR = Premises(
    "Little Harwick Health Centre Dispensing Chemists",
    "Unit 12, The Old Maltings, 140 Upper Row, Harwick",
    "01632 960147",
    OdsCode("VNE51"),
)
TAPER = "6 om for 3 days then 4 om for 3 days then 2 om for 3 days then 1 om for 6 days"


def tapering(text: str = TAPER, **more: object) -> LabelContent:
    reading = bootstrap.dose_reader()(text, "tablet")
    made = worded(medicine="Prednisolone 5mg tablets", directions=patient_text(reading, "tablet"), **more)
    return replace(made, table=dose_table(reading, "tablet"))


def layouts(content: LabelContent, stock: str = "70x35", *, large: bool = False) -> tuple[LabelLayout, ...]:
    geometry = load_label_stock().label(stock, large_print=large)
    assert geometry is not None
    made = lay_out(content, geometry, TypefaceMetrics())
    assert isinstance(made, tuple), made
    for layout in made:
        sound(layout)
    return made


def sound(layout: LabelLayout) -> None:
    """Nothing outside the label, nothing over anything else."""
    page = Box(0, 0, layout.width, layout.height)
    boxes = [element.box for element in layout.elements if isinstance(element, TextRun | Rule | Bars)]
    for box in (element.box for element in layout.elements):
        assert page.left <= box.left <= box.right <= page.right
        assert page.top <= box.top <= box.bottom <= page.bottom
    for one, other in combinations(boxes, 2):
        assert not one.touches(other), (layout.lines, one, other)


def test_a_dose_that_changes_is_a_table_whole_on_the_first_label() -> None:
    (first,) = layouts(tapering())
    cells = [run.text for run in first.runs if run.role is Role.TABLE]
    assert cells == ["Days", "1 to 3", "4 to 6", "7 to 9", "10 to 15", "Tablets", "6", "4", "2", "1"]
    assert all(run.points >= 11 for run in first.runs if run.role is Role.TABLE and run.text in "6421")
    days, amounts = ([run for run in first.runs if run.text in row] for row in (("1 to 3", "4 to 6"), ("6", "4")))
    for day, amount in zip(days, amounts, strict=True):
        middle = (day.box.left + day.box.right) / 2
        assert abs(middle - (amount.box.left + amount.box.right) / 2) <= 1


def test_a_table_without_room_leaves_the_sentences_whole() -> None:
    text = ", ".join(f"{dose} om for 1{dose} days" for dose in (8, 7, 6, 5, 4, 3, 2, 1))
    made = layouts(tapering(text))
    assert not any(run.role is Role.TABLE for layout in made for run in layout.runs)
    said = " ".join(run.text for layout in made for run in layout.runs if run.role is Role.DIRECTIONS)
    assert said == tapering(text).directions


@pytest.mark.parametrize(("stock", "large"), [("100x75", False), ("100x75", True)])
def test_the_day_of_opening_has_a_line_to_write_on(stock: str, large: bool) -> None:
    name = "Latanoprost 50micrograms/ml eye drops"
    made = layouts(worded(medicine=name, warnings=load_warnings().for_name(name)), stock, large=large)
    (line,) = [layout for layout in made if "Opened on" in layout.lines]
    (words,) = [run for run in line.runs if run.role is Role.OPENED]
    blank = [rule for rule in (e for e in line.elements if isinstance(e, Rule)) if rule.box.left > words.box.right]
    assert [rule.box.width >= 20 * line.dots_per_mm for rule in blank] == [True]
    assert "Throw away 4 weeks after opening." in " ".join(words for layout in made for words in layout.lines)


def test_a_line_to_write_on_is_not_worth_a_further_label() -> None:
    name = "Latanoprost 50micrograms/ml eye drops"
    made = layouts(worded(medicine=name, warnings=load_warnings().for_name(name)), "70x35", large=False)
    assert len(made) == 1
    assert "Throw away 4 weeks after opening." in " ".join(made[0].lines)


@pytest.mark.parametrize("sheet", ["A4-24x35", "A4-24x37"])
def test_large_print_for_long_names_on_the_smallest_sheet_runs_its_foot_on_before_it_is_refused(sheet: str) -> None:
    content = worded(
        medicine="Diphtheria (low dose) / Tetanus / Pertussis (acellular component) / Poliomyelitis (inactivated) "
        "vaccine (adsorbed) suspension for injection 0.5ml pre-filled syringes (Training) 1 pre-filled injection",
        directions="Take 1 tablet in the morning and 1 at night, after food.",
        person="Bartholomew Featherstonehaugh-Cholmondeley the Younger",
        premises=FAR,
    )
    label = load_sheet_stock().large[sheet].label
    made = lay_out(content, label, TypefaceMetrics())
    assert isinstance(made, tuple), made
    for layout in made:
        sound(layout)
        whole = " ".join(layout.lines)
        for words in (content.person, content.dated, content.supplier, content.address, content.phone):
            assert "".join(words.split()) in "".join(whole.split())
        assert min(run.points for run in layout.runs) >= label.sizes.foot
    directions = [run for layout in made for run in layout.runs if run.role is Role.DIRECTIONS]
    assert " ".join(run.text for run in directions) == content.directions
    assert min(run.points for run in directions) >= label.sizes.directions_minimum


def test_other_medicines_have_no_such_line() -> None:
    name = "Ramipril 5mg capsules"
    assert "Opened on" not in rendered(worded(warnings=load_warnings().for_name(name))).texts[0]


FALLING = ", then ".join(f"{dose} om for 3 days" for dose in (6, 5, 4, 3, 2, 1)) + ", then stop"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("stock", ["70x35", "70x38", "100x50"])
@pytest.mark.parametrize("text", [FALLING, "1-2 qds prn max 8/24h with food. avoid alcohol. shake the bottle"])
def test_a_label_that_is_full_ends_where_a_sentence_ends(text: str, stock: str, large: bool) -> None:
    """ "Then take" at the end of one label and "4 tablets" on the next would read as a dose of its own."""
    content = replace(tapering(text), table=None)
    made = layouts(content, stock, large=large)
    shares = [" ".join(run.text for run in label.runs if run.role is Role.DIRECTIONS) for label in made]
    assert " ".join(share for share in shares if share) == content.directions
    assert all(share.endswith(".") for share in shares if share)


def test_a_caution_that_is_longer_than_a_label_ends_it_where_a_sentence_ends() -> None:
    words = "Sit down at once. " * 14
    made = layouts(worded(warnings=(LabelWarning("W99", words.strip()),)), "70x35", large=True)
    shares = [" ".join(run.text for run in label.runs if run.role is Role.WARNING) for label in made]
    assert " ".join(share for share in shares if share) == words.strip()
    assert len([share for share in shares if share]) > 1
    assert all(share.endswith(".") for share in shares if share)


def test_a_sentence_that_no_label_can_hold_is_still_printed_whole() -> None:
    words = "Take with plenty of water and sit upright " * 9
    made = layouts(worded(directions=words.strip(), warnings=()), "70x35")
    assert len(made) > 1
    said = " ".join(run.text for label in made for run in label.runs if run.role is Role.DIRECTIONS)
    assert said == words.strip()


def test_lines_that_a_prescriber_left_empty_take_no_label() -> None:
    words = "Take 1 in the morning after food and sit upright.\n \n\nRing us if it hurts. \n" * 6
    made = layouts(worded(directions=words, warnings=()), "70x35")
    said = " ".join(run.text for label in made for run in label.runs if run.role is Role.DIRECTIONS)
    assert said == " ".join(words.split())


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize(
    "directions", ["Take 1 g up to 4 times a day when needed.", "Take 1 tablet once a week, on Monday."]
)
@pytest.mark.parametrize("name", ["Ramipril 5mg capsules", "Co-amoxiclav 250mg/62mg/5ml oral suspension sugar free"])
def test_a_long_address_leaves_room_for_a_whole_sentence(name: str, directions: str, *, large_print: bool) -> None:
    """The first half of one may read as a whole dose."""
    street = "Unit 12, The Old Maltings, 140 Upper Row, Harwick on the Water"
    address = f"{street}, North Humberside, East Riding of Yorkshire HU17 8XX"
    premises = Premises("Little Harwick Health Centre Dispensing Chemists", address, "01632 960147", OdsCode("VNE51"))
    warnings = tuple(rule.warning for rule in load_warnings().rules[:3])
    stock = load_label_stock().label("70x35", large_print=large_print)
    assert stock is not None
    content = worded(medicine=name, directions=directions, premises=premises, warnings=warnings)
    layouts = lay_out(content, stock, TypefaceMetrics())
    assert isinstance(layouts, tuple)
    said = [[run.text for run in layout.runs if run.role is Role.DIRECTIONS] for layout in layouts]
    assert [" ".join(lines) for lines in said if lines] == [directions]
