"""Label geometry and label warnings as they ship, and what happens to a damaged file."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dispensary.adapters.knowledge.label_stock import (
    LabelStockUnreadable,
    load_label_stock,
    load_papers,
    load_sheet_stock,
)
from dispensary.adapters.knowledge.warnings import WarningsUnreadable, load_feed, load_storage, load_warnings
from dispensary.application.ports.store import StoreUnavailable
from dispensary.assets import resource
from dispensary.domain.dictionary import Ingredient, VirtualProduct
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.labels.geometry import BagStock, LabelStock
from dispensary.domain.printing import JobKind
from dispensary.keeping.home import Home
from dispensary.keeping.warnings import warnings_looked_at, warnings_of

LIBRARY = load_warnings()


def product(name: str, *ingredients: str) -> VirtualProduct:
    return VirtualProduct(
        SnomedCode("1"), name, ingredients=tuple(Ingredient(SnomedCode("2"), part) for part in ingredients)
    )


def ids(name: str) -> set[str]:
    return {warning.id for warning in LIBRARY.for_name(name)}


def texts(name: str) -> str:
    return " ".join(warning.text for warning in LIBRARY.for_name(name))


def test_the_usual_stock_is_70_by_35_at_8_dots_and_never_smaller_than_the_design() -> None:
    stock = load_label_stock().label()
    assert isinstance(stock, LabelStock)
    assert (stock.name, stock.width, stock.height, stock.dots_per_mm) == ("70x35", 560, 280, 8)
    assert stock.sizes.directions_minimum >= 11
    assert stock.sizes.medicine_minimum >= 10
    assert stock.sizes.warnings >= Decimal("8.5")
    assert stock.barcode.module >= 2


def test_the_bag_stock_is_100_by_50() -> None:
    stock = load_label_stock().bag()
    assert isinstance(stock, BagStock)
    assert (stock.width, stock.height) == (800, 400)


def test_an_unknown_stock_is_none() -> None:
    stocks = load_label_stock()
    assert stocks.label("12x12") is None
    assert stocks.bag("12x12") is None
    assert {"70x35", "100x75"} <= set(stocks.names)


def test_every_paper_serves_labels_and_what_is_large_enough_serves_bags() -> None:
    papers = load_papers()
    assert {paper.name for paper in papers.serving(JobKind.LABEL)} == {
        *load_label_stock().names,
        *load_sheet_stock().names,
    }
    assert {paper.name for paper in papers.kinds} - {paper.name for paper in papers.serving(JobKind.BAG_LABEL)} == {
        "A4-24x37"
    }
    assert papers.serving(JobKind.PAGE) == ()
    for paper in papers.serving(JobKind.BAG_LABEL):
        assert paper.bag is not None
        assert (paper.bag.width, paper.bag.height) == (paper.label.width, paper.label.height)


def test_what_is_noted_badly_is_the_usual_paper() -> None:
    papers = load_papers()
    for strange in ("", "12x12", "A4-24x35 "):
        assert papers.loaded(JobKind.LABEL, strange) is papers.usual
    # Too small for the outside of a bag.
    assert papers.loaded(JobKind.BAG_LABEL, "A4-24x37") is papers.for_bags
    assert papers.loaded(JobKind.PAGE, "70x35") is None


@pytest.mark.parametrize(
    ("part", "key", "value"), [("barcode", "module_dots", 1), ("barcode", "quiet_mm", "1"), ("type_pt", "usual", {})]
)
def test_geometry_that_no_scanner_could_read_is_not_loaded(tmp_path: Path, part: str, key: str, value: object) -> None:
    data = json.loads(resource("labels", "stock.json").read_text(encoding="utf-8"))
    data["labels"][0][part][key] = value
    damaged = tmp_path / "stock.json"
    damaged.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LabelStockUnreadable, match=r"stock\.json"):
        load_label_stock(damaged)


def test_geometry_that_is_no_json_is_not_loaded(tmp_path: Path) -> None:
    damaged = tmp_path / "stock.json"
    damaged.write_text("{", encoding="utf-8")
    with pytest.raises(LabelStockUnreadable):
        load_label_stock(damaged)


def test_every_warning_is_short_plain_and_sourced() -> None:
    for rule in LIBRARY.rules:
        assert len(rule.warning.text) <= 110, rule.warning
        assert rule.warning.text.endswith(".")
        assert "!" not in rule.warning.text
        assert rule.source
        assert rule.verification in {"read", "to confirm"}


def test_a_warning_follows_the_substance_whatever_salt_or_name_it_goes_by() -> None:
    assert "sleepy" in texts("Codeine 30mg tablets")
    assert "paracetamol" in texts("Co-codamol 30mg/500mg tablets")
    assert "unborn" in texts("Sodium valproate 200mg gastro-resistant tablets")
    assert "unborn" in " ".join(
        warning.text for warning in LIBRARY.for_virtual(product("Brand 500mg tablets", "Valproic acid"))
    )
    assert {warning.id for warning in LIBRARY.for_virtual(product("X 30mg tablets", "Codeine phosphate"))} >= {"W08"}


def test_a_warning_follows_the_form() -> None:
    assert "alcohol" in texts("Metronidazole 400mg tablets")
    assert "alcohol" not in texts("Metronidazole 0.75% gel")
    assert "only on your skin" in texts("Hydrocortisone 1% cream")
    assert "only on your skin" not in texts("Hydrocortisone 1% eye ointment")
    assert "Stir into water" in texts("Paracetamol 500mg effervescent tablets")
    assert "Stir into water" not in texts("Ondansetron 4mg orodispersible tablets")
    assert "Do not chew or crush" in texts("Metformin 500mg modified-release tablets")


def test_a_part_of_a_word_is_no_match() -> None:
    assert ids("Ironing 5mg tablets") == set()
    assert ids("Amlodipine 5mg tablets") == set()
    assert LIBRARY.for_virtual(None) == ()


@pytest.mark.parametrize(
    "line",
    [
        "W01,,codeine,,,,SmPC,read",
        "X1,Words.,codeine,,,,SmPC,read",
        "W01,Words.,codeine,,,,,read",
        "W01,Words.,codeine,,,,SmPC,guessed",
        "W01,Words.,codeine,,,no,SmPC,read",
        "W01,Words.,,,eye,,SmPC,read",
        "W01,Words.,codeine,,,SmPC,read",
        "W01,Words.,codeine,,,,SmPC,read\nW01,Other.,codeine,,,,SmPC,read",
    ],
)
def test_a_damaged_library_is_never_half_loaded(tmp_path: Path, line: str) -> None:
    damaged = tmp_path / "warnings.csv"
    damaged.write_text(
        f"id,text,ingredients,name_has,name_lacks,opened,source,verification\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(WarningsUnreadable):
        load_warnings(damaged)


def test_other_columns_are_not_loaded(tmp_path: Path) -> None:
    damaged = tmp_path / "warnings.csv"
    damaged.write_text("id,text\nW01,Words.\n", encoding="utf-8")
    with pytest.raises(WarningsUnreadable, match="columns"):
        load_warnings(damaged)
    with pytest.raises(WarningsUnreadable, match="cannot be read"):
        load_warnings(tmp_path / "absent.csv")


COLD = [
    ("Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices", True),
    ("Insulin pen needles 8mm", False),
    ("Latanoprost 50micrograms/ml eye drops", True),
    ("Latanoprost 50micrograms/ml eye drops preservative free", False),
    ("Semaglutide 3mg tablets", False),
    ("Chloramphenicol 1% eye ointment", False),
    ("Ramipril 5mg capsules", False),
]


@pytest.mark.parametrize(("name", "cold"), COLD)
def test_what_is_kept_in_a_fridge_is_known_by_substance_and_form(name: str, cold: bool) -> None:
    assert load_storage().holds(None, name) is cold


@pytest.mark.parametrize("load", [load_warnings, load_storage])
def test_a_table_cut_to_its_header_is_not_taken_for_one_with_nothing_to_say(
    load: Callable[[Path], object], tmp_path: Path
) -> None:
    cut = tmp_path / "table.csv"
    cut.write_text("id,text,ingredients,name_has,name_lacks,opened,source,verification\n", encoding="utf-8")
    with pytest.raises(WarningsUnreadable, match="empty"):
        load(cut)


FEED = "# licence: Example Feeds Ltd, until 2027\n# use: {use}\n{head}\nX-7,Take care.,ramipril,,,,Feed 3,read\n"
HEAD = "id,text,ingredients,name_has,name_lacks,opened,source,verification"


def a_feed(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "warnings.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_licensed_feed_stands_before_ours_or_in_their_place(tmp_path: Path) -> None:
    beside = load_feed(a_feed(tmp_path / "one", FEED.format(use="beside", head=HEAD)))
    instead = load_feed(a_feed(tmp_path / "two", FEED.format(use="instead", head=HEAD)))
    assert beside is not None
    assert instead is not None
    assert [each.id for each in beside.with_ours(LIBRARY).for_name("Ramipril 5mg capsules")][:2] == ["X-7", "W12"]
    assert [each.id for each in instead.with_ours(LIBRARY).for_name("Ramipril 5mg capsules")] == ["X-7"]
    assert instead.licence == "Example Feeds Ltd, until 2027"
    assert load_feed(tmp_path / "none") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD,
        f"# use: beside\n{HEAD}\nX-7,Take care.,ramipril,,,,Feed,read\n",
        FEED.format(use="sometimes", head=HEAD),
        FEED.format(use="beside", head="id,text"),
        FEED.format(use="beside", head=HEAD).replace("X-7", "W07"),
        f"# licence: a\n# use: instead\n{HEAD}\n",
    ],
)
def test_a_feed_that_is_not_whole_stops_the_labels_instead_of_being_left_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(WarningsUnreadable):
        load_feed(a_feed(tmp_path / "feed", text))


def test_doctor_says_which_warnings_are_in_use_and_a_damaged_feed_stops_labelling(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert warnings_looked_at(home)[1:] == (True, "our own; no licensed ones are in the home's warnings folder")
    a_feed(home.warnings, FEED.format(use="beside", head=HEAD))
    _, well, words = warnings_looked_at(home)
    assert well
    assert "beside ours; licence: Example Feeds Ltd" in words
    a_feed(home.warnings, HEAD)
    assert warnings_looked_at(home)[1] is False
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        warnings_of(home)
