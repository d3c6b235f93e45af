"""Any person, any product, any dose, on any stock and of any kind: what the law asks for stands on every label, inside
the printable area, over nothing else, and every barcode reads.
"""

from datetime import date
from decimal import Decimal
from itertools import combinations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.adapters.test_labels_kinds import sound
from tests.label_sentences import silently_parted

from dispensary import bootstrap
from dispensary.adapters.documents.labels import render_labels
from dispensary.adapters.documents.raster import read_code_128
from dispensary.adapters.documents.sheets import render_sheet
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.adapters.knowledge.label_stock import load_label_stock, load_sheet_stock
from dispensary.adapters.knowledge.warnings import load_warnings
from dispensary.domain.barcodes.tokens import bag_token, label_token
from dispensary.domain.identifiers import BagNumber, Gtin, LabelNumber, OdsCode, PrescriptionId
from dispensary.domain.labels.bag import lay_out_bag
from dispensary.domain.labels.content import LabelContent, LabelTooSmall
from dispensary.domain.labels.geometry import BagStock, Box, Frame, LabelLayout, LabelStock, Matrix, Role, Rule
from dispensary.domain.labels.layout import lay_out
from dispensary.domain.labels.small import lay_out_split_pack, lay_out_sticker
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Address
from dispensary.domain.quantity import Quantity
from dispensary.wording.dose import patient_text
from dispensary.wording.dose_table import dose_table
from dispensary.wording.label_kinds import Sticker, owing_content, split_pack_content, sticker_content
from dispensary.wording.labels import ASK_FOR_ID, KEEP_COLD, MORE_TO_COME, bag_content, label_content

STOCKS, SHEETS, WARNINGS, METRICS = load_label_stock(), load_sheet_stock(), load_warnings(), TypefaceMetrics()
EVERY_STOCK = [*STOCKS.usual.values(), *STOCKS.large.values()]
EVERY_SHEET = [*SHEETS.usual.values(), *SHEETS.large.values()]
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

VACCINE = (
    "Diphtheria (low dose) / Tetanus / Pertussis (acellular component) / Poliomyelitis (inactivated) vaccine "
    "(adsorbed) suspension for injection 0.5ml pre-filled syringes"
)
NAMES = st.sampled_from(
    [
        "Ramipril 5mg capsules",
        "Methotrexate 2.5mg tablets",
        "Latanoprost 50micrograms/ml eye drops",
        "Glyceryl trinitrate 500microgram sublingual tablets",
        "Prednisolone 5mg tablets",
        "Co-amoxiclav 250mg/62mg/5ml oral suspension sugar free",
        "Generic Fostair NEXThaler 100micrograms/dose / 6micrograms/dose dry powder inhaler",
        "Human papillomavirus 9-valent vaccine (recombinant, adsorbed) suspension for injection 0.5ml pre-filled "
        "syringes with two separate needles, one of them for drawing up and the other for giving it into the arm",
        # The longest name of a product and of a pack in the starter dictionary, and one that fills dm+d's 255 letters.
        VACCINE,
        f"{VACCINE} (Training) 1 pre-filled disposable injection",
        f"{VACCINE} (Training) 1 pre-filled disposable injection with two separate needles, one of them long"[:255],
    ]
)
PEOPLE = st.sampled_from(
    ["Mr A", "Mrs Beryl Hartnoll", "Siân Ŵynne-Łukaszewicz", "Bartholomew Featherstonehaugh-Cholmondeley the Younger"]
)
NUMBERS = st.integers(1, 99_999_999).map(str)
STRETCH = st.tuples(st.integers(1, 12), st.sampled_from(["om", "on", "bd", "od", "tds"]), st.integers(1, 21))
DIRECTIONS = st.one_of(
    st.sampled_from(["1 om", "2 bd", "1-2 qds prn max 8/24h", "1 drop each eye at night", "6 once a week on monday"]),
    st.lists(STRETCH, min_size=2, max_size=6).map(
        lambda steps: " then ".join(f"{dose} {steps[0][1]} for {days} days" for dose, _, days in steps)
    ),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17E).filter(METRICS.has), min_size=1, max_size=240),
)
PHARMACIES = st.builds(
    Premises,
    st.sampled_from(["Fernhill Pharmacy", "Little Harwick Health Centre Dispensing Chemists"]),
    st.sampled_from(["8 Market Row, Little Harwick QX4 7LT", "Unit 12, The Old Maltings, 140 Upper Row, Harwick"]),
    st.sampled_from(["", "01632 960147"]),
    st.just(OdsCode("VNE51")),
)
ROADS = "Unit 12, The Old Maltings Health Centre, 140 Upper Row, Little Harwick Industrial Estate North, " * 2
LONG = st.integers(20, 200).map(lambda letters: f"{ROADS[:letters].strip(' ,')} QX4 7LT")
FAR = st.builds(
    Premises,
    st.sampled_from(["Fernhill Pharmacy", "Little Harwick Health Centre Dispensing Chemists"]),
    LONG,
    st.sampled_from(["", "01632 960147"]),
    st.just(OdsCode("VNE51")),
)
# What no label may be refused for, on any stock: names of up to 40 letters, an address of up to 90.
ORDINARY = st.builds(
    Premises,
    st.sampled_from(["Fernhill Pharmacy", "Harwick Health Centre Dispensing Chemist"]),
    LONG.filter(lambda address: len(address) <= 90),
    st.just("01632 960147"),
    st.just(OdsCode("VNE51")),
)
MARKS = [KEEP_COLD, ASK_FOR_ID, MORE_TO_COME]
STREETS = st.sampled_from(
    [
        (),
        ("17 Mill Lane", "Otley"),
        ("Flat 4, Ty'n-y-Coed House", "12 Station Road", "Newcastle upon Tyne"),
        (
            "Apartment 112, The Old Maltings Building",
            "Upper Buckingham Gate Road West",
            "Kingswinford",
            "West Midlands",
        ),
    ]
)
DAYS = st.dates(date(2026, 1, 1), date(2060, 12, 31))
LONG_NAME = "Mrs Maximiliana Wilhelmina Featherstonehaugh-Wynne-Ellis-Parry"


@SOME
@example(
    stock=STOCKS.bags["A4-24x35"],
    person=LONG_NAME,
    street=("Apartment 112, The Old Maltings Building", "Upper Buckingham Gate Road West", "Kingswinford"),
    shelf="FRIDGE",
    marks={0, 1, 2},
    fridge=True,
    parts=2,
    premises=Premises("Little Harwick Dispensing Chemists", ROADS[:90].strip(), "01632 960147", OdsCode("VNE51")),
    number="99999999",
    day=date(2026, 12, 30),
)
@given(
    stock=st.sampled_from([*STOCKS.bags.values()]),
    person=PEOPLE | st.just(LONG_NAME),
    street=STREETS,
    shelf=st.sampled_from(["C3", "1", "118", "FRIDGE"]),
    marks=st.sets(st.sampled_from(range(3))),
    fridge=st.booleans(),
    parts=st.integers(1, 2),
    premises=PHARMACIES,
    number=NUMBERS,
    day=DAYS,
)
def test_a_bag_goes_out_with_all_of_its_label_on_every_paper(
    stock: BagStock,
    person: str,
    street: tuple[str, ...],
    shelf: str,
    marks: set[int],
    fridge: bool,
    parts: int,
    premises: Premises,
    number: str,
    day: date,
) -> None:
    shown = [MARKS[mark] for mark in sorted(marks)]
    content = bag_content(
        person=person,
        address=Address(street, "LS21 3AB"),
        shelf=shelf,
        bag=number,
        part=1,
        parts=parts,
        service="to deliver",
        made_on=day,
        premises=premises,
        number=BagNumber(bag_token(BagNumber(number))),
        marks=shown,
        fridge=fridge,
    )
    layouts = lay_out_bag(content, stock, METRICS)
    assert isinstance(layouts, tuple), layouts
    made = render_labels(layouts)
    assert set(made.codes) == {content.number.value}
    for layout in layouts:
        page = Box(0, 0, layout.width, layout.height)
        solid = [element for element in layout.elements if not isinstance(element, Frame | Rule)]
        for element in layout.elements:
            assert page.left <= element.box.left < element.box.right <= page.right, element
            assert page.top <= element.box.top < element.box.bottom <= page.bottom, element
        assert not [pair for pair in combinations(solid, 2) if pair[0].box.touches(pair[1].box)]
        ground = next(element for element in layout.elements if isinstance(element, Rule))
        framed = [element for element in layout.elements if isinstance(element, Frame)]
        assert not [mark for mark in framed if mark.box.touches(ground.box)]
        said = squeezed("".join(layout.lines))
        assert squeezed(person) in said
        assert squeezed(shelf) in said
        assert len(layouts) == 1 or squeezed(f"Label {layout.part} of {len(layouts)}") in said
    said = squeezed("".join(line for layout in layouts for line in layout.lines)).replace(",", "")
    for words in (*street, *(mark.words for mark in shown), content.ask, content.supplier, content.bag):
        assert squeezed(words).replace(",", "") in said


def squeezed(text: str) -> str:
    return "".join(text.split())


def printable_area(layout: LabelLayout, stock: LabelStock) -> None:
    for run in layout.runs:
        assert run.box.left >= stock.margin_x
        assert run.box.right <= stock.width - stock.margin_x
        assert run.box.top >= stock.margin_y
        assert run.box.bottom <= stock.height - stock.margin_y
        assert run.points >= stock.sizes.foot


@st.composite
def contents(
    draw: st.DrawFn, people: st.SearchStrategy[str] = PEOPLE, pharmacies: st.SearchStrategy[Premises] = PHARMACIES
) -> LabelContent:
    name, typed = draw(NAMES), draw(DIRECTIONS)
    reading = bootstrap.dose_reader()(typed, "tablet")
    words = patient_text(reading, "tablet")
    made = label_content(
        medicine=name,
        quantity=draw(st.none() | st.integers(1, 500).map(lambda many: Quantity(Decimal(many), "tablet"))),
        directions=words if words is not None else typed,
        person=draw(people),
        supplied_on=draw(DAYS),
        premises=draw(pharmacies),
        number=LabelNumber(label_token(LabelNumber(draw(NUMBERS)))),
        warnings=WARNINGS.for_name(name),
        table=dose_table(reading, "tablet") if words is not None else None,
    )
    assert isinstance(made, LabelContent)
    return made


def laid(content: LabelContent, stock: LabelStock) -> tuple[LabelLayout, ...]:
    made = lay_out(content, stock, METRICS)
    assert isinstance(made, tuple), (made, stock.name)
    for layout in made:
        sound(layout)
        printable_area(layout, stock)
        said = squeezed(" ".join(layout.lines))
        for words in (content.person, content.dated, content.supplier, content.address):
            assert squeezed(words) in said, (words, layout.lines)
    names = squeezed(" ".join(run.text for layout in made for run in layout.runs if run.role is Role.MEDICINE))
    assert squeezed(content.medicine) in names or squeezed(content.medicine) in squeezed(" ".join(made[0].lines))
    tables = any(run.role is Role.TABLE for layout in made for run in layout.runs)
    directions = squeezed(
        " ".join(run.text for layout in made for run in layout.runs if run.role in (Role.DIRECTIONS, Role.TABLE))
    )
    if tables and content.table is not None:
        assert squeezed(" ".join((content.table.days_head, *content.table.days))) in directions
        assert squeezed(" ".join((content.table.amounts_head, *content.table.amounts))) in directions
    else:
        assert squeezed(content.directions) == directions
        assert not silently_parted(made, content.directions)
    return made


@SOME
@given(content=contents(), stock=st.sampled_from(EVERY_STOCK))
def test_a_label_of_any_stock(content: LabelContent, stock: LabelStock) -> None:
    made = render_labels(laid(content, stock))
    assert all(read_code_128(page) == (content.number.value,) for page in made.pages)


@settings(SOME, max_examples=120)
@given(
    content=contents(
        st.sampled_from(["Mr A", "Mrs Maximiliana Featherstonehaugh-Wynne"])
        | st.text("abcdefghi ", min_size=1, max_size=40).filter(str.strip),
        ORDINARY,
    ),
    stock=st.sampled_from([*EVERY_STOCK, *(sheet.label for sheet in EVERY_SHEET)]),
)
def test_ordinary_names_and_addresses_are_refused_on_no_stock(content: LabelContent, stock: LabelStock) -> None:
    laid(content, stock)


@settings(SOME, max_examples=120)
@given(
    content=contents(PEOPLE, FAR),
    stock=st.sampled_from([*EVERY_STOCK, *(sheet.label for sheet in EVERY_SHEET)]),
)
def test_no_address_is_so_long_that_half_a_dose_stands_on_a_label(content: LabelContent, stock: LabelStock) -> None:
    if lay_out(content, stock, METRICS) != LabelTooSmall(stock.name):
        laid(content, stock)


@settings(SOME, max_examples=15)
@given(content=contents(), sheet=st.sampled_from(EVERY_SHEET), place=st.integers(0, 23))
def test_a_label_on_any_place_of_any_sheet(content: LabelContent, sheet: object, place: int) -> None:
    of = next(each for each in EVERY_SHEET if each is sheet)
    layouts = laid(content, of.label)
    made = render_sheet(layouts, of, place % of.cells + 1)
    assert made.codes == (content.number.value,) * len(layouts)
    for label, page in zip(render_labels(layouts).pages, made.pages, strict=True):
        different = sum(one != other for one, other in zip(label.dots, page.dots, strict=True))
        assert different < len(page.dots) / 50  # edges of letters may fall a dot aside on the larger page


@SOME
@given(
    name=NAMES,
    left=st.integers(1, 999),
    batch=st.text(st.characters(codec="ascii", categories=["Lu", "Nd"]), min_size=1, max_size=20),
    expiry=DAYS,
    gtin=st.integers(0, 10**13 - 1),
    premises=PHARMACIES,
    stock=st.sampled_from([*EVERY_STOCK, *(sheet.label for sheet in EVERY_SHEET)]),
)
def test_the_rest_of_any_pack(
    name: str, left: int, batch: str, expiry: date, gtin: int, premises: Premises, stock: LabelStock
) -> None:
    number = next(found for last in range(10) if (found := Gtin.of(f"{gtin:013d}{last}")) is not None)
    content = split_pack_content(
        medicine=name,
        left=Quantity(Decimal(left), "tablet"),
        gtin=number,
        batch=batch,
        expiry=expiry,
        split_on=date(2026, 11, 23),
        premises=premises,
    )
    made = lay_out_split_pack(content, stock, METRICS)
    assert isinstance(made, tuple), (made, stock.name)
    for label in made:
        sound(label)
        printable_area(label, stock)
        (square,) = [element for element in label.elements if isinstance(element, Matrix)]
        assert square.module >= 2
        quiet = square.box.left - 2 * square.module, square.box.top - 2 * square.module
        assert not any(run.box.right > quiet[0] and run.box.bottom > quiet[1] for run in label.runs)
    said = squeezed(" ".join(run.text for label in made for run in label.runs if run.role is not Role.PART))
    assert said.startswith(squeezed(name))
    assert all(squeezed(words) in said for words in (content.left, content.split, content.supplier))
    particulars = [run.text for label in made for run in label.runs if run.role is Role.PART]
    assert {batch, *content.expires.split()} <= set(" ".join(particulars).split())
    rendered = render_labels(made)
    assert rendered.codes == (f"(01){number.value}(17){expiry:%y%m%d}(10){batch}",) * len(made)


@SOME
@given(
    owed=st.lists(st.tuples(st.integers(1, 900), NAMES), min_size=1, max_size=6),
    when=st.sampled_from(["", "Ready from Tuesday 24 November after 2 pm."]),
    person=PEOPLE,
    premises=PHARMACIES,
)
def test_any_owing_slip(owed: list[tuple[int, str]], when: str, person: str, premises: Premises) -> None:
    content = owing_content(
        owed=[(Quantity(Decimal(many), "tablet"), name) for many, name in owed],
        when=when,
        person=person,
        made_on=date(2026, 11, 23),
        premises=premises,
        number=PrescriptionId("9F3C71-FZZ99A-44B0EM"),
    )
    assert isinstance(content, LabelContent)
    made = render_labels(laid(content, STOCKS.usual["100x50"]))
    assert set(made.codes) == {"9F3C71-FZZ99A-44B0EM"}


@SOME
@given(sticker=st.sampled_from(Sticker), number=NUMBERS, premises=PHARMACIES, stock=st.sampled_from(EVERY_STOCK))
def test_any_sticker(sticker: Sticker, number: str, premises: Premises, stock: LabelStock) -> None:
    token = bag_token(BagNumber(number))
    made = lay_out_sticker(sticker_content(sticker, BagNumber(number), token, number, premises), stock, METRICS)
    assert isinstance(made, LabelLayout)
    sound(made)
    assert render_labels((made,)).codes == (token,)
