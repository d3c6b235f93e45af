"""The records of one dm+d file as a stream, checked against its schema on the way; the file is never held whole.

libxml2 reads, checks and writes each stretch of records in one plain shape; the fields are then cut out of that text,
several times as fast as going from element to element. What no dm+d file has (a document type, attributes, records in
fields) is refused, never resolved.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import IO, Any

from lxml import etree

from dispensary.application.ports.dictionary import ReleaseUnusable

Row = tuple[str, ...]
"""The fields of one record in the order of its layout; "" where it has none."""
Layout = Callable[[str], Sequence[str] | None]
"""The fields of the records at a section/record path; None: records that nothing is kept of."""

STRETCH = 1 << 20
"""Bytes read at a time: what is in memory of a file is about ten times as much."""
MOST_OF_ONE = 4 << 20
"""Bytes of one record; those of dm+d have a few hundred. Without a bound one could fill the memory."""
MOST_SECTIONS = 200
"""dm+d's lookups have 26, every other file fewer."""
BEGINNING = 4096
"""Bytes read at a time until the root is there."""

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "remove_blank_text": True,
}
_FIELD = re.compile(r"<([A-Za-z_][\w.-]*)>([^<]*)</")
_ENTITIES = (("&gt;", ">"), ("&quot;", '"'), ("&#13;", "\r"), ("&amp;", "&"))
"""As libxml2 writes them, but for "&lt;". The last is the one that the others are written with."""
_UNUSUAL = ("\n", "\t")
_TEXT = "(?! )[^<]*+(?<! )"
"""The text of a field. One with blanks around it is unusual: it is cut out by itself, and loses them."""
_NO_COMB_CONTENT = re.compile(r"Missing child element\(s\)\. Expected is \( COMB_CONTENT \)")
_SCHEMA_ERRORS = range(1700, 1900)


class Stream:
    """One file on its way through.

    root: the element that it must begin with; None: any. flat: its records stand in the root, not in sections.
    missing_section: its schema wanted an empty COMB_CONTENT that is not there. unknown: fields that no layout has.
    """

    def __init__(
        self, name: str, root: str | None, schema: etree.XMLSchema | None, layout: Layout, *, flat: bool = False
    ) -> None:
        self.name = name
        self.missing_section = False
        self.unknown: set[str] = set()
        self._root = root
        self._schema = schema
        self._layout = layout
        self._flat = flat
        self._uncut = 0

    def rows(self, source: IO[bytes], read: Callable[[int], None]) -> Iterator[tuple[str, list[Row]]]:
        """Stretches of records of one kind, with their section/record path. read: told how many bytes were read.

        Raises ReleaseUnusable where the file is no sound XML, is of another kind, or does not fit its schema.
        """
        beginning, tag = self._begin(source)
        parser: Any = etree.XMLPullParser(events=("start",), tag=tag, schema=self._schema, **_SAFE)
        try:
            parser.feed(beginning)
            read(len(beginning))
            root = next(iter(parser.read_events()))[1]
            while block := source.read(STRETCH):
                parser.feed(block)
                read(len(block))
                self._uncut += len(block)
                yield from self._stretches(root, whole=False)
                self._require_cut()
            parser.close()
        except etree.XMLSyntaxError as problem:
            self._forgive(problem)
        yield from self._stretches(root, whole=True)

    def _begin(self, source: IO[bytes]) -> tuple[bytes, str]:
        """The first bytes of the file, down to its root, and what the root is called."""
        parser: Any = etree.XMLPullParser(events=("start",), **_SAFE)
        beginning = b""
        try:
            while len(beginning) < STRETCH:
                block = source.read(BEGINNING)
                beginning += block
                parser.feed(block) if block else parser.close()
                for _, root in parser.read_events():
                    return beginning, self._fitting(root)
        except etree.XMLSyntaxError as problem:
            self._forgive(problem)
        raise ReleaseUnusable(f"{self.name} cannot be read: it does not begin like XML.")

    def _fitting(self, root: Any) -> str:
        if root.getroottree().docinfo.doctype:
            raise ReleaseUnusable(f"{self.name} carries a document type. dm+d files have none: the file is refused.")
        if self._root and root.tag != self._root:
            raise ReleaseUnusable(
                f"{self.name} is another kind of file than its name says: it begins with {root.tag}, not with "
                f"{self._root}."
            )
        return str(root.tag)

    def _forgive(self, problem: etree.XMLSyntaxError) -> None:
        """Samples exist without the last, empty section. Nothing else that is wrong is forgiven.

        The problem's own text is the first error of this file; its log may hold those of other files.
        """
        if getattr(problem, "code", None) not in _SCHEMA_ERRORS:
            raise ReleaseUnusable(f"{self.name} cannot be read: {problem}.") from None
        if not _NO_COMB_CONTENT.search(str(problem)):
            raise ReleaseUnusable(f"{self.name} does not fit its schema: {_said(problem)}") from None
        self.missing_section = True

    def _require_cut(self) -> None:
        """What nothing can be taken out of stays in the memory: there is little of it in a file of dm+d."""
        if self._uncut > MOST_OF_ONE:
            raise ReleaseUnusable(f"{self.name} holds a record that is far larger than any of dm+d: it is refused.")

    def _stretches(self, root: Any, *, whole: bool) -> Iterator[tuple[str, list[Row]]]:
        """What is complete in the tree, taken out of it. whole: nothing more comes."""
        if self._flat:
            yield from self._taken(root, "", whole=whole)
            return
        sections = list(root)
        if len(sections) > MOST_SECTIONS:
            raise ReleaseUnusable(f"{self.name} holds far more sections than a file of dm+d: it is refused.")
        for section in sections:
            yield from self._taken(section, f"{section.tag}/", whole=whole or section is not sections[-1])

    def _taken(self, parent: Any, path: str, *, whole: bool) -> Iterator[tuple[str, list[Row]]]:
        complete = len(parent) if whole else len(parent) - 1
        if complete < 1:
            return
        self._uncut = 0
        tag = parent[0].tag
        layout = self._layout(f"{path}{tag}")
        if layout is not None:
            text = etree.tostring(parent, encoding="unicode", with_tail=False)
            end = text.rindex(f"</{parent.tag}>") if whole else max(text.rfind(f"<{tag}>"), text.rfind(f"<{tag}/>"))
            yield f"{path}{tag}", self._cut(text[:end], tag, layout, complete)
        del parent[:complete]

    def _cut(self, text: str, tag: str, layout: Sequence[str], complete: int) -> list[Row]:
        """The rows of so many records: all at once where every one of them is as nearly all are, else one by one."""
        if "&lt;" not in text and not any(mark in text for mark in _UNUSUAL):
            found = _in_packs if "GTIN" in layout else _in_order
            count, rows = found(_plain(text), tag, tuple(layout))
            if count == complete:
                return rows
        _, *parts = text.split(f"<{tag}>")
        if len(parts) != complete:
            raise self._strange(tag)
        records = [record for part in parts for record in self._records(part, tag)]
        self.unknown.update(name for record in records for name in record.keys() - set(layout))
        return [tuple(record.get(name, "") for name in layout) for record in records]

    def _records(self, part: str, tag: str) -> Iterator[dict[str, str]]:
        """The fields of one record; a pack of the GTIN file gives one for each of its GTINs."""
        own, *inner = part.split("<GTINDATA>")
        shared = self._fields(own, tag, 0 if inner else 1)
        if not inner:
            yield shared
        for place, each in enumerate(inner, 1):
            yield shared | self._fields(each, tag, 2 if place == len(inner) else 1)

    def _fields(self, part: str, tag: str, closings: int) -> dict[str, str]:
        """closings: how many closing tags in it are not of fields."""
        found = {name: _plain(text).replace("&lt;", "<").strip() for name, text in _FIELD.findall(part)}
        if len(found) != part.count("</") - closings:
            raise self._strange(tag)
        return found

    def _strange(self, tag: str) -> ReleaseUnusable:
        return ReleaseUnusable(f"{self.name} cannot be read: a record {tag} holds what no dm+d record holds.")


def _in_order(text: str, tag: str, layout: tuple[str, ...]) -> tuple[int, list[Row]]:
    """How many records are as nearly all are, and their rows."""
    rows: list[Row] = _usual(tag, layout).findall(text)
    return len(rows), rows


def _in_packs(text: str, tag: str, layout: tuple[str, ...]) -> tuple[int, list[Row]]:
    """The same for the packs of the GTIN file, which hold one or several records each. They give a row for each."""
    one = _usual("GTINDATA", layout[1:])
    packs = _usual_pack(tag, layout).findall(text)
    return len(packs), [(pack, *row) for pack, each in packs for row in one.findall(each)]


@cache
def _usual(tag: str, layout: tuple[str, ...]) -> re.Pattern[str]:
    """A record with its fields in the order of the specification. What it matches is a whole record, and only one."""
    if len(layout) == 1:
        raise ValueError("a pattern with one group gives no tuples")
    return re.compile(f"<{tag}>{_pattern(layout, f'({_TEXT})')}</{tag}>")


@cache
def _usual_pack(tag: str, layout: tuple[str, ...]) -> re.Pattern[str]:
    """The pack's own field, and everything that follows it."""
    own, *others = layout
    one = f"<GTINDATA>{_pattern(others, _TEXT)}</GTINDATA>"
    return re.compile(f"<{tag}><{own}>({_TEXT})</{own}>((?:{one})++)</{tag}>")


def _pattern(layout: Sequence[str], text: str) -> str:
    return "".join(f"(?:<{name}>{text}</{name}>)?+" for name in layout)


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    for written, meant in _ENTITIES:
        text = text.replace(written, meant)
    return text


def _said(problem: etree.XMLSyntaxError) -> str:
    return str(problem.msg).removesuffix(" (<string>, line 0)")
