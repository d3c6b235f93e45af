"""The way a medicine goes in: written, it stays; and a bare number never counts pens that hold many doses."""

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.application.label import same_dose
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.dose.routes import Route, counted_in, routes_of
from dispensary.domain.identifiers import SnomedCode

CODES = load_dose_codes()
PEN = "pre-filled disposable injection"


def read(text: str, unit: str | None = "tablet") -> DoseReading:
    return read_dose(text, unit=unit, codes=CODES)


def product(name: str, unit: str, form: str | None = None, *routes: str) -> VirtualProduct:
    return VirtualProduct(SnomedCode("39687211000001104"), name, unit=unit, form=form, routes=routes)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("10 at night", PEN),
        ("8 tds", PEN),
        ("10 tds with meals", "cartridge"),
        ("1 at night", "cartridge"),
        ("24 nocte", "vial"),
        ("10 mane 8 nocte", PEN),
        ("inject 1-2 daily", "pen"),
    ],
)
def test_a_bare_number_of_pens_cartridges_and_vials_is_not_read(text: str, unit: str) -> None:
    found = read(text, unit)
    assert not found.parsed
    assert any(word.isdigit() for word in found.unparsed)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("one weekly on Friday", PEN),
        ("1 stat", PEN),
        ("10 units at night", PEN),
        ("2 vials daily", "vial"),
        ("1 every 3 months", "vial"),
        ("2 daily", "ampoule"),
        ("use 2 pens weekly", PEN),
    ],
)
def test_what_says_its_unit_and_one_syringe_are_read(text: str, unit: str) -> None:
    found = read(text, unit)
    assert found.parsed or found.missing == ("frequency",), found.unparsed


@pytest.mark.parametrize(
    ("name", "unit", "counted"),
    [
        ("Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices", PEN, "ml"),
        ("Semaglutide 1mg/0.74ml solution for injection 3ml pre-filled disposable device", PEN, "ml"),
        ("Insulin aspart 100units/ml solution for injection 10ml vials", "vial", "ml"),
        ("Methotrexate 10mg/0.2ml solution for injection pre-filled disposable devices", PEN, PEN),
        ("Adrenaline (base) 300micrograms/0.3ml (1 in 1,000) solution for injection pre-filled devices", PEN, PEN),
        ("Hepatitis A vaccine suspension for injection 0.5ml pre-filled syringes", PEN, PEN),
        ("Denosumab 120mg/1.7ml solution for injection vials", "vial", "vial"),
        ("Ramipril 5mg capsules", "capsule", "capsule"),
    ],
)
def test_a_pen_that_holds_many_doses_is_measured_and_not_counted(name: str, unit: str, counted: str) -> None:
    assert counted_in(product(name, unit)) == counted
    assert read("1 weekly", counted).parsed is (counted != "ml")


def test_a_pen_of_many_doses_is_read_where_the_units_are_said() -> None:
    found = read("10 units at night", "ml")
    assert found.parsed
    assert found.unit == "unit"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("one under the tongue when required max 3 in 24 hours", Route.TONGUE),
        ("2 sublingually daily", Route.TONGUE),
        ("one vaginally at night", Route.VAGINA),
        ("one pv nocte", Route.VAGINA),
        ("one rectally at night", Route.RECTUM),
        ("10mg subcutaneously od", Route.UNDER_SKIN),
        ("10mg im od", Route.MUSCLE),
        ("one by mouth daily", None),
        ("2 puffs by inhalation bd", None),
    ],
)
def test_the_written_way_is_kept_but_where_the_verb_says_it(text: str, route: Route | None) -> None:
    found = read(text, None)
    assert found.parsed, found.unparsed
    assert found.route is route
    assert found.method is not None or route is Route.TONGUE


def test_another_way_is_another_dose() -> None:
    assert not same_dose(read("one under the tongue daily"), read("one daily"))
    assert not same_dose(read("one vaginally at night"), read("one rectally at night"))
    assert same_dose(read("one by mouth daily"), read("one daily"))


def test_two_ways_are_not_read_as_one() -> None:
    assert not read("one by mouth daily under the tongue").parsed


@pytest.mark.parametrize(
    ("form", "routes", "found"),
    [
        ("Tablet", ("Oral",), {Route.MOUTH}),
        ("Inhalation powder", ("Inhalation",), {Route.INHALED}),
        ("Solution for injection", (), {Route.INJECTED}),
        ("Ear/eye drops solution", ("Auricular", "Ocular"), {Route.EAR, Route.EYE}),
        ("Bath additive", ("Cutaneous",), {Route.OTHER}),
        ("Mouthwash", ("Oromucosal",), {Route.OTHER}),
        (None, (), set[Route]()),
    ],
)
def test_the_ways_of_a_product(form: str | None, routes: tuple[str, ...], found: set[Route]) -> None:
    assert routes_of(product("A", "ml", form, *routes)) == found


def test_no_product_is_not_a_product_of_which_nothing_is_known() -> None:
    assert routes_of(None) is None
