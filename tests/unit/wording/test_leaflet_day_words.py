"""The chart of the day never shows less than the label says: a course, food and a most stand in the row, too."""

import pytest
from tests.leaflet_builders import a_leaflet, taken

from dispensary.domain.leaflets.leaflet import Kind
from dispensary.domain.leaflets.pages import Bullets, Heading, Row, Table, Text
from dispensary.wording.leaflets import YOUR_DAY, leaflet_pages

SAYS_MORE = {
    "6 mane 5/7": "for 5 days",
    "1 at night for 7 days then stop": "for 7 days",
    "1 bd for 3 days": "for 3 days",
    "1 in the morning with food": "with food",
    "1 mane, 1 nocte. max 3 daily": "more than 3",
    "1 om until finished": "until",
}


def row_of(directions: str) -> Row:
    pages = leaflet_pages(a_leaflet(taken(directions=directions, unit="tablet")), Kind.STANDARD)
    (chart,) = [part for part in pages.parts if isinstance(part, Table)]
    (row,) = chart.rows
    return row


def lines_of(directions: str) -> tuple[str, ...]:
    """What large print says of the day, without the medicine's name."""
    parts = leaflet_pages(a_leaflet(taken(directions=directions, unit="tablet")), Kind.LARGE_PRINT).parts
    start = next(n for n, part in enumerate(parts) if isinstance(part, Heading) and part.words == YOUR_DAY)
    said = list[str]()
    for part in parts[start + 2 :]:
        if isinstance(part, Heading):
            break
        said += part.lines if isinstance(part, Bullets) else [f"{part.lead} {part.words}"] * isinstance(part, Text)
    return tuple(said)


@pytest.mark.parametrize(("directions", "more"), SAYS_MORE.items())
def test_a_row_with_ticks_says_what_the_ticks_cannot(directions: str, more: str) -> None:
    row = row_of(directions)
    assert any(row.cells)
    assert row.across.startswith("Your label says: ")
    assert more in row.across


@pytest.mark.parametrize(("directions", "more"), SAYS_MORE.items())
def test_large_print_says_it_before_the_moments_so_that_no_page_ends_without_it(directions: str, more: str) -> None:
    first, *ticks = lines_of(directions)
    assert ticks
    assert all(more not in line for line in ticks)
    assert first.startswith("Your label says:")
    assert more in first


@pytest.mark.parametrize("directions", ["1 om", "1 bd", "2 mane 1 nocte"])
def test_where_the_ticks_say_it_all_nothing_stands_beside_them(directions: str) -> None:
    assert row_of(directions).across == ""
    assert all("label" not in line for line in lines_of(directions))
