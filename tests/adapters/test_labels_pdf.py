"""Labels as PDF with the shipped typeface: the text can be taken out again and every barcode reads."""

import random
import re
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dispensary.adapters.documents.labels import PdfLabels, render_labels
from dispensary.adapters.documents.raster import png, read_code_128
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.adapters.knowledge.label_stock import load_label_stock
from dispensary.application.ports.documents import LabelUnreadable, Raster, RenderedLabel
from dispensary.assets import resources
from dispensary.domain.barcodes.tokens import bag_token, label_token
from dispensary.domain.identifiers import BagNumber, LabelNumber, OdsCode
from dispensary.domain.labels.content import LabelContent, LabelUnprintable, LabelWarning
from dispensary.domain.labels.geometry import Bars, Role, Weight
from dispensary.domain.labels.layout import lay_out
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Address
from dispensary.domain.quantity import Quantity
from dispensary.wording.labels import AND_FRIDGE_BAG, ASK_FOR_ID, KEEP_COLD, MORE_TO_COME, bag_content, label_content

STOCKS = load_label_stock()
USUAL = STOCKS.usual["70x35"]
PREMISES = Premises("Fernhill Pharmacy", "8 Market Row, Little Harwick QX4 7LT", "01632 960147", OdsCode("VNE51"))
LABELS = PdfLabels()


def worded(**changes: object) -> LabelContent:
    facts: dict[str, object] = {
        "medicine": "Ramipril 5mg capsules",
        "quantity": Quantity(Decimal(28), "capsule"),
        "directions": "Take 1 capsule in the morning.",
        "person": "Mrs Beryl Hartnoll",
        "supplied_on": date(2026, 11, 23),
        "premises": PREMISES,
        "number": LabelNumber(label_token(LabelNumber("70412518"))),
    }
    content = label_content(**{**facts, **changes})  # type: ignore[arg-type]
    assert isinstance(content, LabelContent)
    return content


def rendered(content: LabelContent, stock: str = "70x35", *, large_print: bool = False) -> RenderedLabel:
    geometry = STOCKS.label(stock, large_print=large_print)
    assert geometry is not None
    made = LABELS.labels(content, geometry)
    assert isinstance(made, RenderedLabel), made
    return made


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def page_sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    return [(round(float(width) / 72 * 25.4, 2), round(float(height) / 72 * 25.4, 2)) for width, height in boxes]


def squeezed(text: str) -> str:
    return "".join(text.split())


def unhyphened(text: str) -> str:
    """Without hyphens, and without what the reader of PDFs puts where one stood at the end of a line."""
    return "".join(sign for sign in squeezed(text) if sign != "-" and sign.isprintable())


def test_a_hundred_numbers_all_read_back_from_the_dots_that_the_printer_gets() -> None:
    numbers = random.Random(70412518)
    for _ in range(100):
        digits = "".join(numbers.choice("0123456789") for _ in range(numbers.choice((6, 8, 10, 12))))
        made = rendered(worded(number=LabelNumber(digits)))
        assert made.codes == (digits,)
        assert read_code_128(made.pages[0]) == (digits,)


def test_bars_stand_on_whole_dots_two_to_a_module_with_white_on_either_side() -> None:
    (layout,) = _layouts(worded())
    (bars,) = layout.bars
    made = rendered(worded())
    row = (bars.box.top + 5) * made.pages[0].width
    dots = made.pages[0].dots[row + bars.box.left - 20 : row + bars.box.right + 20]

    assert bars.module == 2
    assert len(bars.modules) == 90
    assert set(dots[:20]) == {255}
    assert set(dots[-20:]) == {255}
    assert "".join("1" if dot == 0 else "0" for dot in dots[20:-20:2]) == bars.modules
    assert dots[20:-20:2] == dots[21:-20:2]


def _layouts(content: LabelContent):  # type: ignore[no-untyped-def]
    layouts = lay_out(content, USUAL, TypefaceMetrics())
    assert isinstance(layouts, tuple)
    return layouts


def test_a_label_whose_bars_do_not_read_is_never_handed_over() -> None:
    (layout,) = _layouts(worded())
    spoilt = replace(
        layout,
        elements=tuple(
            replace(element, modules="1" * len(element.modules)) if isinstance(element, Bars) else element
            for element in layout.elements
        ),
    )
    with pytest.raises(LabelUnreadable, match="reads as nothing and should read"):
        render_labels((spoilt,))

    other = replace(
        layout,
        elements=tuple(
            replace(element, digits="1234567890") if isinstance(element, Bars) else element
            for element in layout.elements
        ),
    )
    with pytest.raises(LabelUnreadable, match="should read 1234567890"):
        render_labels((layout, other))


@pytest.mark.parametrize(
    ("stock", "large_print", "size"),
    [("70x35", False, (70, 35)), ("70x38", False, (70, 38)), ("70x35", True, (70, 35)), ("100x75", True, (100, 75))],
)
def test_every_page_is_exactly_as_large_as_the_stock(stock: str, large_print: bool, size: tuple[int, int]) -> None:
    made = rendered(worded(warnings=[LabelWarning("W01", "Words " * 30)]), stock, large_print=large_print)
    assert page_sizes_mm(made.pdf) == [size] * made.labels
    assert {(page.width, page.height) for page in made.pages} == {(size[0] * 8, size[1] * 8)}


def test_equal_labels_give_equal_bytes() -> None:
    assert rendered(worded()).pdf == rendered(worded()).pdf
    assert rendered(worded()).pdf != rendered(worded(person="Mr Dilip Marchbanks")).pdf


def test_large_print_is_larger_on_any_stock() -> None:
    def least(stock: str, large_print: bool) -> Decimal:
        geometry = STOCKS.label(stock, large_print=large_print)
        assert geometry is not None
        layouts = lay_out(worded(directions="Put 1 drop in each eye at night."), geometry, TypefaceMetrics())
        assert isinstance(layouts, tuple)
        return min(run.points for layout in layouts for run in layout.runs if run.role is Role.DIRECTIONS)

    assert least("70x35", False) == 12
    assert least("70x35", True) > 12
    assert least("100x75", True) == 20


def test_accented_names_print_as_they_are_written() -> None:
    made = rendered(worded(person="Siân Ŵynne-ŷïÅ Łukaszewicz", directions="Take 25 µg – ½ tablet, at 2 °C"))
    text = page_texts(made.pdf)[0]
    assert "Siân Ŵynne-ŷïÅ Łukaszewicz" in text
    assert "25 µg – ½ tablet, at 2 °C" in text
    assert made.replaced == ()


@pytest.mark.parametrize(
    ("written", "printed", "replaced"),
    [
        ("Adébáyọ̀ Ọ̀ṣun", "Adébáyò Òsun", (("ọ̀", "ò"), ("Ọ̀", "Ò"), ("ṣ", "s"))),
        ("Đặng Thị Ánh", "Đăng Thi Ánh", (("ặ", "ă"), ("ị", "i"))),
        ("Sia\u0302n E\u0331wa", "Siân Ewa", (("E\u0331", "E"),)),
        ("Kaʻahumanu", "Ka‘ahumanu", (("ʻ", "‘"),)),
        ("Griﬃths", "Griffiths", (("ﬃ", "ffi"),)),
    ],
)
def test_a_name_keeps_the_marks_that_there_are_and_the_others_are_said(
    written: str, printed: str, replaced: tuple[tuple[str, str], ...]
) -> None:
    made = rendered(worded(person=written))
    assert printed in made.texts[0]
    assert printed in page_texts(made.pdf)[0]
    assert made.replaced == replaced


def test_a_mark_on_a_number_is_never_left_off() -> None:
    assert LABELS.labels(worded(directions="Take 1\u0338 daily"), USUAL) == LabelUnprintable("\u0338")


def test_a_sign_that_the_typeface_lacks_refuses_the_whole_label() -> None:
    assert LABELS.labels(worded(directions="Take ⅓ 李 daily"), USUAL) == LabelUnprintable("⅓李")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Take 1 💊 daily", "Take 1 (pill) daily."),
        ("in the morning☀️with food", "In the morning (sun with rays) with food."),
        ("Take 1\ufe0f\u20e3 at night", "Take 1 at night."),
        ("call 👩🏽\u200d⚕️.", "Call (woman) (staff of aesculapius)."),
    ],
)
def test_a_picture_becomes_its_name_and_a_number_stays(typed: str, printed: str) -> None:
    made = rendered(worded(directions=typed))
    assert squeezed(printed).lower().strip(".") in squeezed(page_texts(made.pdf)[0]).lower()
    assert all(shown.startswith("(") for _, shown in made.replaced)


@pytest.mark.parametrize("sign", ["㎎", "⅓", "①", "➕", "✖", "\ufffd", "🕐", "⚂", "🔟", "💯", "א"])
def test_what_may_be_part_of_a_dose_is_never_put_into_words(sign: str) -> None:
    assert LABELS.labels(worded(directions=f"Take 1 {sign} 2"), USUAL) == LabelUnprintable(sign)


LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x17E).filter(TypefaceMetrics().has)
WORDS = st.text(LETTERS, max_size=220)


@settings(max_examples=40, deadline=None)
@given(
    medicine=st.text(LETTERS, min_size=1, max_size=255).filter(lambda text: text.strip("\u00a0\u00ad ") != ""),
    directions=WORDS,
    person=st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: text.strip("\u00a0\u00ad ") != ""),
    day=st.dates(date(2020, 1, 1), date(2060, 12, 31)),
    warnings=st.lists(st.text(st.sampled_from("abc def."), min_size=3, max_size=90), max_size=4),
)
@example(medicine="W" * 255, directions="Ŵ" * 220, person="M" * 30, day=date(2026, 9, 30), warnings=[])
def test_the_particulars_of_the_law_can_be_taken_out_of_any_label(
    medicine: str, directions: str, person: str, day: date, warnings: list[str]
) -> None:
    made = rendered(
        worded(
            medicine=medicine,
            directions=directions,
            person=person,
            supplied_on=day,
            warnings=[LabelWarning("W01", text) for text in warnings],
        )
    )
    assert set(made.codes) == {worded().number.value}
    assert len(made.codes) == made.labels == len(made.pages) == len(made.texts)
    for lines, text in zip(made.texts, page_texts(made.pdf), strict=True):
        # pdfium takes a hyphen at the end of a line for a word division and leaves it out of the text.
        assert unhyphened("".join(lines)) == unhyphened(text)
        assert f"{day.year:04d}" in text
        assert squeezed("Fernhill Pharmacy, 8 Market Row, Little Harwick QX4 7LT") in squeezed(text)
        assert squeezed(person.replace("\u00ad", "")) in squeezed("".join(lines))
    whole = squeezed(" ".join(line for lines in made.texts for line in lines))
    for letter in set(directions) - set(" \u00a0\u00ad"):
        assert whole.count(letter) >= directions.count(letter)


def bag(**changes: object):  # type: ignore[no-untyped-def]
    facts: dict[str, object] = {
        "person": "Mr Tomasz Wrona",
        "address": Address(("16 Coopers Yard", "Little Harwick"), "QX4 7RB"),
        "shelf": "C3",
        "bag": "118",
        "part": 1,
        "parts": 2,
        "service": "to collect",
        "made_on": date(2026, 11, 23),
        "premises": PREMISES,
        "number": BagNumber(bag_token(BagNumber("118"))),
        "marks": (ASK_FOR_ID, AND_FRIDGE_BAG, MORE_TO_COME),
    }
    return bag_content(**{**facts, **changes})  # type: ignore[arg-type]


def test_a_bag_label_reads_back_and_says_whose_and_where() -> None:
    stock = STOCKS.bag()
    assert stock is not None
    made = LABELS.bag_label(bag(), stock)
    assert isinstance(made, RenderedLabel)

    assert made.codes == (bag_token(BagNumber("118")),)
    assert page_sizes_mm(made.pdf) == [(100, 50)]
    text = page_texts(made.pdf)[0]
    for words in ("Mr Tomasz Wrona", "16 Coopers Yard", "Little Harwick QX4 7RB", "C3", "Ask for ID", "More to come"):
        assert words in text
    assert "0000 0118" in text


def test_the_fridge_bag_stands_in_the_fridge() -> None:
    stock = STOCKS.bag()
    assert stock is not None
    made = LABELS.bag_label(bag(fridge=True, shelf="2B", part=2, marks=(KEEP_COLD,)), stock)
    assert isinstance(made, RenderedLabel)
    assert {"Fridge", "2B", "Keep cold, 2 to 8 °C", "Bag 118, 2 of 2"} <= set(made.texts[0])


def test_every_icon_that_ships_can_be_drawn() -> None:
    stock = STOCKS.bag()
    assert stock is not None
    for icon in sorted(path.stem for path in (resources() / "icons").glob("*.svg")):
        content = replace(bag(), marks=(replace(ASK_FOR_ID, icon=icon),))
        blank = replace(bag(), marks=())
        with_icon, without = LABELS.bag_label(content, stock), LABELS.bag_label(blank, stock)
        assert isinstance(with_icon, RenderedLabel)
        assert isinstance(without, RenderedLabel)
        assert with_icon.pages[0].dots.count(0) > without.pages[0].dots.count(0)


def test_the_png_holds_the_same_dots() -> None:
    raster = Raster(2, 2, bytes([0, 255, 255, 0]))
    data = png(raster)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    body = data[data.index(b"IDAT") + 4 :]
    assert zlib.decompressobj().decompress(body) == bytes([0, 0, 255, 0, 255, 0])


def test_the_typeface_never_gives_a_zero_width_to_a_letter() -> None:
    metrics = TypefaceMetrics()
    for weight in Weight:
        assert metrics.width("µ", weight, Decimal(12), 8) > 10
