"""Records out of XML: the same whatever the shape that they are written in, and wherever the reading stops between."""

import io
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispensary.adapters.dictionary import stream
from dispensary.adapters.dictionary.stream import Stream
from dispensary.application.ports.dictionary import ReleaseUnusable

FIELDS = ("ID", "FLAG", "NM", "UNIT")
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
RECORDS = st.lists(st.fixed_dictionaries({"ID": st.integers(1, 999).map(str)}, optional={
    "FLAG": st.sampled_from(["1", "0001"]), "NM": TEXTS, "UNIT": TEXTS,
}), max_size=12)  # fmt: skip


def read(text: str, *, flat: bool = False, at_a_time: int = 1 << 20) -> list[tuple[str, ...]]:
    """Every row of the file, read so many bytes at a time."""
    reading = Stream("f.xml", "R", None, lambda _: FIELDS, flat=flat)
    stream.STRETCH, kept = at_a_time, stream.STRETCH
    try:
        return [row for _, rows in reading.rows(io.BytesIO(text.encode()), lambda _: None) for row in rows]
    finally:
        stream.STRETCH = kept


def written(records: list[dict[str, str]], data: st.DataObject) -> str:
    """The records as somebody could write them: fields in any order, indented or not, with comments or CDATA."""
    blank = data.draw(st.sampled_from(["", "\n   ", "\t"]))
    text = ""
    for record in records:
        names = data.draw(st.permutations(sorted(record)))
        text += f"{blank}<T>"
        for name in names:
            plain = escape(record[name])
            if data.draw(st.booleans()) and "]]>" not in record[name]:
                plain = f"<![CDATA[{record[name]}]]>"
            text += f"{blank}<{name}>{plain}</{name}>"
            text += data.draw(st.sampled_from(["", "<!-- a note -->"]))
        text += f"{blank}</T>"
    return text


@given(records=RECORDS, data=st.data(), at_a_time=st.sampled_from([7, 64, 1 << 20]))
@settings(deadline=None)
def test_every_record_comes_whole_however_it_is_written(
    records: list[dict[str, str]], data: st.DataObject, at_a_time: int
) -> None:
    padding = f"<!--{'x' * stream.BEGINNING}-->"
    text = f"<R>{padding}<S>{written(records, data)}</S></R>"
    expected = [tuple(record.get(name, "").strip() for name in FIELDS) for record in records]
    found = read(text, at_a_time=at_a_time)
    assert [tuple(value.strip() for value in row) for row in found] == expected


@given(records=RECORDS, at_a_time=st.sampled_from([7, 1 << 20]))
@settings(deadline=None)
def test_records_in_the_root_come_too(records: list[dict[str, str]], at_a_time: int) -> None:
    body = "".join(f"<T><ID>{record['ID']}</ID></T>" for record in records)
    found = read(f"<R><!--{'x' * stream.BEGINNING}-->{body}</R>", flat=True, at_a_time=at_a_time)
    assert [row[0] for row in found] == [record["ID"] for record in records]


@pytest.mark.parametrize("text", ["a &amp;lt; b", "a &lt; b", "&#60;NM&#62;x", "x &amp; y", "5 &gt; 3", "&#13;"])
def test_what_looks_like_markup_stays_text(text: str) -> None:
    from lxml import etree

    meant = etree.fromstring(f"<NM>{text}</NM>").text
    (row,) = read(f"<R><S><T><ID>1</ID><NM>{text}</NM></T></S></R>")
    assert row[2].strip() == meant.strip()


@pytest.mark.parametrize(
    "body",
    [
        "<T><ID>1</ID><NM>a</NM><NM>b</NM></T>",
        "<T><ID>1</ID><NM>a<B>b</B></NM></T>",
        "<T><ID x='1'>1</ID></T>",
        "<T y='1'><ID>1</ID></T>",
        "<T><ID>1</ID></T><U><ID>2</ID></U>",
    ],
)
def test_a_record_that_dmd_does_not_have_is_refused_never_half_read(body: str) -> None:
    with pytest.raises(ReleaseUnusable, match="holds what no dm"):
        read(f"<R><S>{body}</S></R>")


PACK = ("AMPPID", "GTIN", "STARTDT", "ENDDT")
GTINS = st.lists(st.fixed_dictionaries({"GTIN": st.integers(0, 10**14 - 1).map(str)}, optional={
    "STARTDT": st.just("2020-01-01"), "ENDDT": st.just("2021-01-01"), "LATER": st.just("x"),
}), min_size=1, max_size=3)  # fmt: skip


@given(packs=st.lists(st.tuples(st.integers(1, 999).map(str), GTINS), min_size=1, max_size=8), data=st.data())
@settings(deadline=None)
def test_a_pack_gives_a_row_for_each_of_its_barcodes(
    packs: list[tuple[str, list[dict[str, str]]]], data: st.DataObject
) -> None:
    text = ""
    for pack, codes in packs:
        text += f"<AMPP><AMPPID>{pack}</AMPPID>"
        for code in codes:
            names = data.draw(st.one_of(st.just(list(code)), st.permutations(sorted(code))))
            text += f"<GTINDATA>{''.join(f'<{name}>{code[name]}</{name}>' for name in names)}</GTINDATA>"
        text += "</AMPP>"
    reading = Stream("f.xml", "R", None, lambda _: PACK)
    found = [
        row
        for _, rows in reading.rows(io.BytesIO(f"<R><AMPPS>{text}</AMPPS></R>".encode()), lambda _: None)
        for row in rows
    ]
    assert found == [(pack, *(code.get(name, "") for name in PACK[1:])) for pack, codes in packs for code in codes]
    assert reading.unknown == {name for _, codes in packs for code in codes for name in code} - set(PACK)


ENDLESS = {
    "a record": ("<R><S><T>", "<NM>x</NM>", "a record that is far larger than any of dm"),
    "sections": ("<R>", "<S><T><ID>1</ID></T></S>", "far more sections than"),
    "empty sections": ("<R>", "<S/>", "far more sections than"),
}


class Endless(io.RawIOBase):
    """A file that begins so, and goes on for ever: who reads it all never ends."""

    def __init__(self, beginning: str, more: str) -> None:
        self._beginning = (beginning + more * 1000).encode()
        self._more = more.encode() * 50_000

    def read(self, size: int = -1) -> bytes:
        given, self._beginning = self._beginning or self._more, b""
        return given


@pytest.mark.parametrize("what", ENDLESS)
def test_what_could_fill_the_memory_is_refused_long_before(what: str) -> None:
    beginning, more, says = ENDLESS[what]
    reading = Stream("f.xml", "R", None, lambda _: FIELDS)
    with pytest.raises(ReleaseUnusable, match=says):
        for _ in reading.rows(Endless(beginning, more), lambda _: None):
            pass


def test_fields_that_no_layout_has_are_told() -> None:
    reading = Stream("f.xml", "R", None, lambda _: FIELDS)
    text = b"<R><S><T><ID>1</ID><LATER>x</LATER></T></S></R>"
    assert [rows for _, rows in reading.rows(io.BytesIO(text), lambda _: None)] == [[("1", "", "", "")]]
    assert reading.unknown == {"LATER"}
