"""Labels laid out with a plain typeface of our own, so that only the rules are tested and no file is read."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dispensary.domain.identifiers import BagNumber, LabelNumber
from dispensary.domain.labels.bag import lay_out_bag
from dispensary.domain.labels.content import (
    BagContent,
    BagMark,
    Joints,
    LabelContent,
    LabelIncomplete,
    LabelTooSmall,
    LabelUnprintable,
    LabelWarning,
    Particular,
)
from dispensary.domain.labels.geometry import (
    BagSizes,
    BagStock,
    BarcodeSize,
    Bars,
    Box,
    Drawing,
    Frame,
    LabelLayout,
    LabelStock,
    Role,
    Rule,
    TextRun,
    TypeSizes,
    Weight,
    em,
    steps,
    up,
)
from dispensary.domain.labels.layout import lay_out

SIZES = TypeSizes(*(Decimal(points) for points in ("11", "10", "12", "11", "8.5", "9.5", "6.5")))
STOCK = LabelStock("70x35", 560, 280, 17, 10, 8, BarcodeSize(2, 42, 20), SIZES)
BAG_STOCK = BagStock(
    "100x50",
    800,
    400,
    28,
    20,
    8,
    BarcodeSize(2, 58, 20),
    190,
    186,
    BagSizes(*(Decimal(points) for points in ("18", "10", "12", "8", "34", "14", "10", "8", "9.5", "8", "6.5"))),
)


class PlainTypeface:
    """Every sign is half the type size wide; only Latin-1 and Latin Extended-A are drawn."""

    def width(self, text: str, weight: Weight, points: Decimal, dots_per_mm: int) -> int:
        return up(len(text) * Decimal("0.5") * em(points, dots_per_mm))

    def has(self, character: str) -> bool:
        return " " <= character < "\u0180" and character != "\u00a0"

    def bars(self, digits: str) -> str:
        return "11010011100" + "10" * 28 + "1" + "1100011101011"


CONTENT = LabelContent(
    medicine="Ramipril 5mg capsules",
    directions="Take 1 capsule in the morning.",
    person="Mrs Beryl Hartnoll",
    dated="23 Nov 2026",
    supplier="Fernhill Pharmacy",
    address="8 Market Row, Little Harwick QX4 7LT",
    number=LabelNumber("5704125181"),
    keep_out="Keep out of the reach and sight of children",
    joints=Joints("More on label {after}.", "From label {before}:", "From label {before}, more on label {after}:"),
    quantity="28 capsules",
    phone="01632 960147",
    elsewhere="Medicine: see label 1",
)


def laid(content: LabelContent, stock: LabelStock = STOCK) -> tuple[LabelLayout, ...]:
    layouts = lay_out(content, stock, PlainTypeface())
    assert isinstance(layouts, tuple), layouts
    return layouts


def text_of(layouts: tuple[LabelLayout, ...], *roles: Role) -> str:
    return " ".join(run.text for layout in layouts for run in layout.runs if run.role in roles)


def squeezed(text: str) -> str:
    return "".join(text.split())


def boxes(layout: LabelLayout) -> list[Box]:
    return [element.box for element in layout.elements if isinstance(element, TextRun | Bars | Rule)]


def assert_sound(layout: LabelLayout) -> None:
    page = Box(0, 0, layout.width, layout.height)
    for element in layout.elements:
        box = element.box
        assert page.left <= box.left <= box.right <= page.right, element
        assert page.top <= box.top <= box.bottom <= page.bottom, element
    for one, other in combinations(boxes(layout), 2):
        assert not one.touches(other), (layout.lines, one, other)


def test_a_short_label_is_one_label_with_everything_at_full_size() -> None:
    (layout,) = laid(replace(CONTENT, warnings=(LabelWarning("W12", "Stand up slowly."),)))

    assert layout.lines == (
        "Ramipril 5mg capsules",
        "28 capsules",
        "Take 1 capsule in the morning.",
        "Stand up slowly.",
        "Mrs Beryl Hartnoll",
        "23 Nov 2026",
        "Keep out of the reach and sight of children.",
        "Fernhill Pharmacy, 8 Market Row,",
        "Little Harwick QX4 7LT · 01632 960147",
        "57041 25181",
    )
    sizes = {run.role: run.points for run in layout.runs}
    assert sizes[Role.MEDICINE] == 11
    assert sizes[Role.DIRECTIONS] == 12
    assert Role.PART not in sizes


def test_warnings_move_to_the_second_label_and_directions_stay_whole_on_the_first() -> None:
    content = replace(
        CONTENT,
        medicine="Methotrexate 2.5mg tablets",
        directions="Take 6 tablets once a week, on Monday. Do not take it on any other day.",
        warnings=(
            LabelWarning("W05", "Tell your doctor at once if you get a sore throat, a fever, bruises or a sore mouth."),
            LabelWarning("W06", "Do not take aspirin or ibuprofen unless your doctor says you can."),
        ),
    )
    first, second = laid(content)

    assert text_of((first,), Role.DIRECTIONS) == content.directions
    assert not text_of((first,), Role.WARNING)
    assert not text_of((second,), Role.DIRECTIONS)
    assert "Tell your doctor" in text_of((second,), Role.WARNING)
    for layout, mark in ((first, "1 of 2"), (second, "2 of 2")):
        assert text_of((layout,), Role.PART) == mark
        assert text_of((layout,), Role.MEDICINE) == "Methotrexate 2.5mg tablets"
        assert text_of((layout,), Role.PERSON) == "Mrs Beryl Hartnoll"
        assert text_of((layout,), Role.DATE) == "23 Nov 2026"
        assert "Fernhill Pharmacy, 8 Market Row, Little Harwick QX4 7LT" in text_of((layout,), Role.FOOT)
        assert [bars.digits for bars in layout.bars] == ["5704125181"]


def test_enormous_directions_flow_over_labels_and_lose_no_word() -> None:
    directions = " ".join(f"Take {count} tablets on day {count}." for count in range(1, 60))
    layouts = laid(replace(CONTENT, directions=directions))

    assert len(layouts) > 9
    assert squeezed(text_of(layouts, Role.DIRECTIONS)) == squeezed(directions)
    assert [text_of((layout,), Role.PART) for layout in layouts] == [
        f"{part} of {len(layouts)}" for part in range(1, len(layouts) + 1)
    ]
    for layout in layouts:
        assert_sound(layout)


def test_a_long_medicine_name_steps_down_before_it_wraps() -> None:
    name = "Amoxicillin 500mg mm capsules"
    (layout,) = laid(replace(CONTENT, medicine=name, quantity=""))
    room = 526
    assert PlainTypeface().width(name, Weight.BOLD, Decimal("10"), 8) <= room
    assert len([run for run in layout.runs if run.role is Role.MEDICINE]) == 1

    wrapped = laid(replace(CONTENT, medicine=f"{name} in a much longer presentation"))
    lines = [run for run in wrapped[0].runs if run.role is Role.MEDICINE]
    assert len(lines) > 1
    assert {run.points for run in lines} == {Decimal("10")}


def test_a_name_too_long_to_repeat_stands_whole_on_the_first_labels() -> None:
    name = " ".join(f"ingredient{count} {count}mg" for count in range(1, 16))
    layouts = laid(replace(CONTENT, medicine=name))

    full = [run for layout in layouts for run in layout.runs if run.role is Role.MEDICINE and run.points == 10]
    assert squeezed("".join(run.text for run in full)) == squeezed(name)
    further = [layout for layout in layouts if text_of((layout,), Role.DIRECTIONS)]
    assert further
    for layout in further:
        assert squeezed(text_of((layout,), Role.MEDICINE)) in (squeezed(name), squeezed(CONTENT.elsewhere))


def test_a_number_is_never_parted_from_its_unit_nor_a_postcode_broken() -> None:
    for words in range(1, 12):
        content = replace(CONTENT, directions="x " * words + "Take 25 micrograms a day for 14 days.")
        lines = [run.text for layout in laid(content) for run in layout.runs if run.role is Role.DIRECTIONS]
        assert any("25 micrograms" in line for line in lines)
        assert any("14 days" in line for line in lines)
    for letters in range(1, 30):
        foot = replace(CONTENT, address=f"8 {'M' * letters} Row, Harwick QX4 7LT")
        assert any("QX4 7LT" in run.text for run in laid(foot)[0].runs)


def test_a_word_wider_than_the_label_is_divided_and_not_cut() -> None:
    word = "Dichlorodiphenyltrichloroethane" * 4
    layouts = laid(replace(CONTENT, directions=f"Take {word} now"))
    assert squeezed(text_of(layouts, Role.DIRECTIONS)) == f"Take{word}now"


def test_lines_that_the_prescriber_broke_stay_broken() -> None:
    (layout,) = laid(replace(CONTENT, directions="Morning: 2\nNight: 1"))
    assert [run.text for run in layout.runs if run.role is Role.DIRECTIONS] == ["Morning: 2", "Night: 1"]


def test_letters_without_a_glyph_lose_a_mark_and_say_so_but_numbers_and_symbols_refuse() -> None:
    layouts = laid(replace(CONTENT, person="Nguyễn Văn Ŵynne"))
    assert text_of(layouts, Role.PERSON) == "Nguyên Văn Ŵynne"
    assert layouts[0].replaced == (("ễ", "ê"),)

    two_marks = laid(replace(CONTENT, person="Ana\tMa\u2003ṩla\u00ad"))
    assert text_of(two_marks, Role.PERSON) == "Ana Ma sla"

    refused = lay_out(replace(CONTENT, directions="Take ⅓ tablet 李"), STOCK, PlainTypeface())
    assert refused == LabelUnprintable("⅓李")


def test_a_label_without_what_the_law_asks_for_is_refused() -> None:
    blank = replace(CONTENT, person="\u200b", address=" ")
    assert lay_out(blank, STOCK, PlainTypeface()) == LabelIncomplete((Particular.PERSON, Particular.ADDRESS))


def test_fixed_parts_that_fill_the_stock_are_refused_in_so_many_words() -> None:
    assert lay_out(replace(CONTENT, address="Long Road " * 60), STOCK, PlainTypeface()) == LabelTooSmall("70x35")
    no_room = replace(CONTENT, medicine="ingredient 5mg " * 20, person="Maximiliana Beryl " * 30)
    assert lay_out(no_room, STOCK, PlainTypeface()) == LabelTooSmall("70x35")


@pytest.mark.parametrize("sentences", [40, 120])
def test_a_name_that_has_room_beside_some_marks_only_stands_alike_on_every_label(sentences: int) -> None:
    directions = "Take one tablet in the morning with a full glass of water and food. " * sentences
    for letters in range(20, 45):
        layouts = laid(replace(CONTENT, person="M" + "i" * letters, directions=directions))
        assert len(layouts) > 9
        for layout in layouts:
            assert_sound(layout)
        assert len({run.points for layout in layouts for run in layout.runs if run.role is Role.PERSON}) == 1, letters


def test_a_very_long_name_of_a_person_steps_down_before_a_label_is_refused() -> None:
    usual, small = STOCK.sizes.person, STOCK.sizes.foot + 1
    (whole,) = laid(replace(CONTENT, warnings=()))
    assert {run.points for run in whole.runs if run.role is Role.PERSON} == {usual}
    long = laid(replace(CONTENT, person="Maximiliana Beryl " * 8, warnings=()))
    sizes = {run.points for layout in long for run in layout.runs if run.role is Role.PERSON}
    assert all(small <= size < usual for size in sizes)
    assert {run.points >= STOCK.sizes.foot for layout in long for run in layout.runs} == {True}


@pytest.mark.parametrize("number", ["", "12a", "1234567890123", "١٢"])
def test_a_number_that_is_not_digits_is_a_bug(number: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        replace(CONTENT, number=LabelNumber(number))
    with pytest.raises(ValueError, match="digits"):
        replace(BAG, number=BagNumber(number))


WORDS = st.text(st.sampled_from("abcdefgŴŷï 0123456789/-.mg(),"), max_size=160)
NAMES = st.text(st.sampled_from("ABCDefghijklŴŷïé -'"), min_size=1, max_size=50).filter(str.strip)


@settings(max_examples=120, deadline=None)
@given(
    medicine=st.text(st.sampled_from("abcdefghij 0123456789/.mgCFC"), min_size=1, max_size=255).filter(str.strip),
    directions=WORDS,
    person=NAMES,
    warnings=st.lists(st.text(st.sampled_from("abcdefgh ."), min_size=1, max_size=110), max_size=5),
    address=st.text(st.sampled_from("abcdefgh ,QX47LT"), min_size=1, max_size=90).filter(str.strip),
)
@example(medicine="a " * 127, directions="", person="B", warnings=[], address="c")
@example(medicine="a" * 255, directions="1 tablet", person="B" * 50, warnings=["x" * 110], address="c" * 90)
def test_whatever_it_says_nothing_is_lost_overlaps_leaves_the_label_or_falls_below_its_size(
    medicine: str, directions: str, person: str, warnings: list[str], address: str
) -> None:
    content = replace(
        CONTENT,
        medicine=medicine,
        directions=directions,
        person=person,
        address=address,
        warnings=tuple(LabelWarning(f"W{place:02d}", text) for place, text in enumerate(warnings)),
    )
    layouts = laid(content)

    assert squeezed(text_of(layouts, Role.DIRECTIONS)) == squeezed(directions)
    assert squeezed(text_of(layouts, Role.WARNING)) == squeezed("".join(warnings))
    least = {
        Role.DIRECTIONS: Decimal("11"),
        Role.WARNING: Decimal("8.5"),
        Role.PERSON: Decimal("7.5"),
        Role.FOOT: Decimal("6.5"),
    }
    named = ""
    for part, layout in enumerate(layouts, start=1):
        assert_sound(layout)
        assert (layout.part, layout.parts) == (part, len(layouts))
        assert squeezed(text_of((layout,), Role.PERSON)) == squeezed(person)
        assert text_of((layout,), Role.DATE) == "23 Nov 2026"
        assert squeezed(f"{CONTENT.supplier}, {address.strip()}") in squeezed(text_of((layout,), Role.FOOT))
        assert text_of((layout,), Role.PART) == (f"{part} of {len(layouts)}" if len(layouts) > 1 else "")
        for run in layout.runs:
            assert run.points >= least.get(run.role, Decimal("6.5"))
        names = [run for run in layout.runs if run.role is Role.PERSON]
        assert len({run.points for run in names}) == 1
        named += "".join(run.text for run in layout.runs if run.role is Role.MEDICINE and run.points >= 10)
    assert squeezed(medicine) in squeezed(named)


BAG = BagContent(
    person="Mr Tomasz Wrona",
    address=("16 Coopers Yard", "Little Harwick QX4 7RB"),
    place="Shelf",
    shelf="C3",
    bag="Bag 118, 1 of 2",
    under="to collect · 23 Nov 2026",
    ask="Ask for name and address before you hand this over.",
    supplier="Fernhill Pharmacy, 8 Market Row, Little Harwick QX4 7LT",
    number=BagNumber("8000001181"),
    marks=(BagMark("cd", "Ask for ID"), BagMark("fridge", "And fridge bag"), BagMark("owing", "More to come")),
)


def outside(content: BagContent) -> tuple[LabelLayout, ...]:
    layouts = lay_out_bag(content, BAG_STOCK, PlainTypeface())
    assert isinstance(layouts, tuple), layouts
    return layouts


def test_a_bag_label_shows_the_shelf_in_reverse_and_every_mark_with_its_drawing() -> None:
    (layout,) = outside(BAG)

    ground = next(element for element in layout.elements if isinstance(element, Rule))
    shelf = [run for run in layout.runs if run.role is Role.SHELF]
    assert [run.text for run in shelf] == ["Shelf", "C3"]
    assert all(run.reversed and ground.box.touches(run.box) for run in shelf)
    assert [element.icon for element in layout.elements if isinstance(element, Drawing)] == ["cd", "fridge", "owing"]
    assert [bars.digits for bars in layout.bars] == ["8000001181"]


@settings(max_examples=80, deadline=None)
@given(
    person=NAMES,
    address=st.lists(st.text(st.sampled_from("abcdeQX4 7"), max_size=28), max_size=4),
    shelf=st.text(st.sampled_from("ABC123"), min_size=1, max_size=4),
    marks=st.lists(st.sampled_from(BAG.marks), max_size=3, unique=True),
)
def test_a_bag_label_never_overlaps_or_leaves_its_page(
    person: str, address: list[str], shelf: str, marks: list[BagMark]
) -> None:
    content = replace(BAG, person=person, address=tuple(address), shelf=shelf, marks=tuple(marks))
    (layout,) = outside(content)

    page = Box(0, 0, layout.width, layout.height)
    solid = [element for element in layout.elements if not isinstance(element, Frame | Rule)]
    for element in layout.elements:
        assert page.left <= element.box.left, element
        assert element.box.right <= page.right, element
        assert page.top <= element.box.top, element
        assert element.box.bottom <= page.bottom, element
    for one, other in combinations(solid, 2):
        assert not one.box.touches(other.box), (one, other)
    assert squeezed(text_of((layout,), Role.PERSON)) == squeezed(person)
    assert squeezed("".join(address)) in squeezed(text_of((layout,), Role.ADDRESS)).replace(",", "")


def test_a_bag_label_that_cannot_hold_its_words_is_refused() -> None:
    assert lay_out_bag(replace(BAG, person="Name " * 80), BAG_STOCK, PlainTypeface()) == LabelTooSmall("100x50")
    assert lay_out_bag(replace(BAG, shelf="C3" * 20), BAG_STOCK, PlainTypeface()) == LabelTooSmall("100x50")
    assert lay_out_bag(replace(BAG, person="李"), BAG_STOCK, PlainTypeface()) == LabelUnprintable("李")


def test_a_fourth_mark_starts_a_second_row_and_long_words_a_second_line() -> None:
    marks = (*BAG.marks, BagMark("bag", "Goes with bag 117"))
    (layout,) = outside(replace(BAG, marks=marks, under="to deliver " * 5))

    frames = [element.box for element in layout.elements if isinstance(element, Frame)]
    assert len(frames) == 4
    assert len({box.top for box in frames}) == 2
    assert len({box.left for box in frames}) == 3


def test_sizes_step_down_by_half_points_to_the_smallest() -> None:
    assert steps(Decimal(12), Decimal(11)) == (Decimal(12), Decimal("11.5"), Decimal(11))
    assert steps(Decimal("10.2"), Decimal(10)) == (Decimal("10.2"), Decimal(10))
    assert steps(Decimal(10), Decimal(10)) == (Decimal(10),)
