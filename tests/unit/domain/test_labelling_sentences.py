"""No label ends in the middle of a sentence without saying so, whatever stands above and below it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.label_sentences import silently_parted, squeezed, words
from tests.unit.domain.test_labelling_layout import CONTENT, STOCK, PlainTypeface, assert_sound, laid, text_of

from dispensary.domain.labels.content import LabelTooSmall, LabelWarning
from dispensary.domain.labels.geometry import LabelLayout, LabelStock, Role
from dispensary.domain.labels.layout import lay_out

WHEN_NEEDED = "Take 1 g up to 4 times a day when needed."
LONGER = "Take 1 g up to 4 times a day when needed and for no longer than 3 days."
ENDLESS = "Take it as you were told in the clinic and " + ", ".join(f"on day {day} take {day}" for day in range(1, 60))
NARROW = replace(STOCK, margin_x=40)
WORDS = ["Unit", "Mill", "Old", "Low", "New", "Row", "Park", "Road", "Yard", "Lane"]


def address(letters: int) -> str:
    street = " ".join(WORDS[place % len(WORDS)] for place in range(letters))
    return f"{street[: letters - 9].strip()}, QX4 7LT"


def said(layouts: tuple[LabelLayout, ...]) -> list[str]:
    return [words(layout, Role.JOINT) for layout in layouts]


@pytest.mark.parametrize("letters", [30, 60, 90, 115, 140])
@pytest.mark.parametrize("stock", [STOCK, NARROW], ids=["roll", "sheet"])
def test_a_long_address_never_leaves_half_a_dose_on_a_label(letters: int, stock: LabelStock) -> None:
    for directions in (WHEN_NEEDED, LONGER):
        layouts = laid(replace(CONTENT, address=address(letters), directions=directions), stock)

        assert not silently_parted(layouts, directions)
        assert squeezed(text_of(layouts, Role.DIRECTIONS)) == squeezed(directions)


def test_the_foot_and_then_the_name_of_the_person_give_way_before_a_sentence_is_parted() -> None:
    content = replace(CONTENT, directions=LONGER, person="Mrs Maximiliana Beryl Hartnoll")
    sizes = []
    for letters in (30, 90, 120, 150):
        (layout,) = laid(replace(content, address=address(letters)))
        assert squeezed(text_of((layout,), Role.DIRECTIONS)) == squeezed(LONGER)
        sizes.append({run.points for run in layout.runs if run.role is Role.PERSON})
    assert sizes == [{Decimal("9.0")}, {Decimal("9.0")}, {Decimal("8.0")}, {Decimal("8.0")}]


def test_a_sentence_longer_than_any_label_says_on_each_where_it_goes_on_and_where_it_came_from() -> None:
    layouts = laid(replace(CONTENT, directions=ENDLESS))

    last = len(layouts)
    assert last > 9
    assert said(layouts) == [
        "More on label 2.",
        *(f"From label {part - 1}, more on label {part + 1}:" for part in range(2, last)),
        f"From label {last - 1}:",
    ]
    assert squeezed(text_of(layouts, Role.DIRECTIONS)) == squeezed(ENDLESS)
    for layout in layouts:
        assert_sound(layout)
    texts = [run.role for run in layouts[0].runs]
    assert texts.index(Role.JOINT) > max(place for place, role in enumerate(texts) if role is Role.DIRECTIONS)
    texts = [run.role for run in layouts[1].runs]
    assert texts.index(Role.JOINT) < texts.index(Role.DIRECTIONS)


def test_labels_that_carry_only_the_name_are_counted_where_a_sentence_goes_on() -> None:
    name = " ".join(f"ingredient{count} {count}mg" for count in range(1, 16))
    layouts = laid(replace(CONTENT, medicine=name, directions=ENDLESS))

    first = next(layout for layout in layouts if words(layout, Role.DIRECTIONS))
    assert first.part > 1
    assert words(first, Role.JOINT) == f"More on label {first.part + 1}."
    assert not silently_parted(layouts, ENDLESS)


def test_a_sentence_that_has_room_on_the_next_label_goes_there_whole_and_nothing_is_said() -> None:
    directions = " ".join(
        f"Take {count} tablets on day {count} in the morning with some food." for count in range(1, 9)
    )
    layouts = laid(replace(CONTENT, directions=directions))

    assert len(layouts) > 1
    assert not any(said(layouts))
    ends = [found for layout in layouts if (found := words(layout, Role.DIRECTIONS))]
    assert len(ends) > 1
    assert {found[-5:] for found in ends} == {"food."}


def test_a_full_stop_before_a_small_letter_ends_no_sentence() -> None:
    directions = "Take 1 tab. in the morning and 1 tab. at night and when it is bad 1 tab. at noon. " * 4
    layouts = laid(replace(CONTENT, directions=directions.strip()))

    assert len(layouts) > 1
    assert not silently_parted(layouts, directions.strip())
    for layout in layouts[:-1]:
        assert words(layout, Role.DIRECTIONS).endswith("noon.") or words(layout, Role.JOINT)


def test_a_warning_longer_than_a_label_says_so_too() -> None:
    warning = "Do not take it with " + ", ".join(f"medicine number {count}" for count in range(1, 30)) + "."
    layouts = laid(replace(CONTENT, warnings=(LabelWarning("W01", warning),)))

    assert any(said(layouts))
    assert squeezed(text_of(layouts, Role.WARNING)) == squeezed(warning)
    assert not silently_parted(layouts, warning, Role.WARNING)


def test_a_label_with_no_room_to_say_that_a_sentence_goes_on_is_refused() -> None:
    found = [
        lay_out(replace(CONTENT, address=address(letters), directions=LONGER), NARROW, PlainTypeface())
        for letters in range(100, 300, 10)
    ]
    made = [each for each in found if isinstance(each, tuple)]
    assert any(any(said(each)) for each in made)
    assert not [each for each in made if silently_parted(each, LONGER)]
    assert {each for each in found if not isinstance(each, tuple)} == {LabelTooSmall("70x35")}


SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["Take", "Only if it is bad", "Then stop", "use 2", "Ring Dr"]),
        st.lists(st.sampled_from(["1", "tablet", "when", "needed", "tab.", "approx.", "4", "Monday"]), max_size=25),
        st.sampled_from([". ", " ", "\n", "! ", ".\n"]),
    ).map(lambda parts: f"{parts[0]} {' '.join(parts[1])}{parts[2]}"),
    min_size=1,
    max_size=8,
).map(lambda made: "".join(made).strip())


@settings(max_examples=150, deadline=None)
@given(
    directions=SENTENCES,
    warnings=st.lists(SENTENCES, max_size=2),
    medicine=st.integers(1, 250).map(lambda letters: ("ingredient 5mg " * 17)[:letters].strip()),
    person=st.integers(1, 60).map(lambda letters: ("Maximiliana Beryl " * 4)[:letters].strip()),
    letters=st.integers(12, 200),
    margin=st.integers(17, 40),
    large=st.booleans(),
)
@example(directions=WHEN_NEEDED, warnings=[], medicine="Zinc", person="Mr A", letters=170, margin=17, large=False)
@example(directions=WHEN_NEEDED, warnings=[], medicine="Zinc", person="Mr A", letters=115, margin=40, large=False)
def test_each_label_ends_with_a_sentence_or_says_that_it_does_not(
    directions: str, warnings: list[str], medicine: str, person: str, letters: int, margin: int, *, large: bool
) -> None:
    larger = replace(STOCK.sizes, directions=Decimal(16), directions_minimum=Decimal(12), warnings=Decimal(12))
    stock = replace(STOCK, margin_x=margin, sizes=larger if large else STOCK.sizes)
    cautions = tuple(LabelWarning(f"W{place}", text) for place, text in enumerate(warnings))
    content = replace(
        CONTENT, directions=directions, warnings=cautions, medicine=medicine, person=person, address=address(letters)
    )
    layouts = lay_out(content, stock, PlainTypeface())
    if not isinstance(layouts, tuple):
        assert layouts == LabelTooSmall("70x35")
        assert letters > 60 or len(person) > 40
        return
    assert not silently_parted(layouts, directions)
    assert squeezed(text_of(layouts, Role.DIRECTIONS)) == squeezed(directions)
    for layout in layouts:
        assert_sound(layout)
