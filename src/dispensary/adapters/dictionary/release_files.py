"""Finds the files of a dm+d release in a folder or zip (zips inside it too) and reads their records as a stream.

Nothing is unpacked under a name from outside, and an XML file with a document type is refused: dm+d has none, and it
is the way in for entity bombs.
"""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from lxml import etree

from dispensary.application.ports.dictionary import ReleaseUnusable

_XML = re.compile(r"f_(vtm_ing|vtm|ingredient|lookup|vmp|vmpp|amp|ampp|gtin|bnf|history)\d?_(?:\d(\d{6})|[^/]*)\.xml")
_OUTER_DATE = re.compile(r"_(\d{8})\d{6}(?:\.zip)?$")
_SIDE = ("manifest.json", "derived.csv", "training.csv")
MAIN = ("vtm", "ingredient", "lookup", "vmp", "vmpp", "amp", "ampp", "gtin")
SUPPLEMENTARY = ("bnf", "history", "vtm_ing")
_MOST_BYTES = 3 * 1024**3  # a full release unpacks to about 0.4 GB
Open = Callable[[], IO[bytes]]
Record = dict[str, str]
_DAMAGED = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a release."""

    name: str
    dated: date | None
    open: Open


@dataclass(slots=True)
class ReleaseFiles:
    """The files of one release by kind. A context: it holds the archives open."""

    path: Path
    sources: dict[str, Source] = field(default_factory=dict)
    side: dict[str, Open] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)
    _unpacked: int = 0

    def __enter__(self) -> Self:
        try:
            self._find()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def name(self) -> str:
        """The name of the zip that holds the products, such as nhsbsa_dmd_11.1.0_20251110000001; else the folder's."""
        archive, in_zip, _ = self.sources["vmp"].name.partition(":") if "vmp" in self.sources else ("", "", "")
        return archive.removesuffix(".zip") if in_zip else self.path.name

    @property
    def dated(self) -> date | None:
        """The day inside the file names; where those carry none, the day in the name of the zip."""
        days = {source.dated for kind, source in self.sources.items() if kind in MAIN}
        if days == {None}:
            outer = _OUTER_DATE.search(self.path.name)
            return _day(outer.group(1), "%Y%m%d") if outer else None
        return max((day for day in days if day is not None), default=None)

    def records(self, kind: str, *tags: str) -> Iterator[tuple[str, Record]]:
        """Each (section/record, fields) of a file, such as ("VMPS/VMP", {"VPID": "..."}). An absent file has none.

        Raises ReleaseUnusable where the file is not sound XML or carries a document type.
        """
        source = self.sources.get(kind)
        if source is not None:
            yield from _records(source, frozenset(tags))

    def _find(self) -> None:
        if self.path.is_dir():
            for path in sorted(self.path.rglob("*")):
                if path.suffix.lower() == ".zip":
                    self._archive(path, path.name)
                elif path.is_file():
                    self._add(path.name, path.name, _opens(path))
            return
        if not self.path.is_file():
            raise ReleaseUnusable(f"There is no file or folder {self.path.name}.")
        self._archive(self.path, self.path.name)

    def _archive(self, file: Path | IO[bytes], label: str, depth: int = 0) -> None:
        try:
            archive = self._open.enter_context(zipfile.ZipFile(file))
        except (zipfile.BadZipFile, OSError) as problem:
            raise ReleaseUnusable(f"{label} cannot be read as a zip: {problem}.") from problem
        for member in archive.infolist():
            base = member.filename.rsplit("/", 1)[-1]
            self._unpacked += member.file_size
            if self._unpacked > _MOST_BYTES:
                raise ReleaseUnusable(f"{label} would unpack to more than 3 GB. This is not a dm+d release.")
            if base.lower().endswith(".zip") and depth == 0:
                self._archive(self._copy(archive, member), base, depth + 1)
            else:
                self._add(base, f"{label}:{base}", _opens_member(archive, member))

    def _copy(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
        copy: IO[bytes] = self._open.enter_context(tempfile.SpooledTemporaryFile(max_size=64 * 1024**2))  # noqa: SIM115
        try:
            with archive.open(member) as inner:
                while block := inner.read(1 << 20):
                    copy.write(block)
        except _DAMAGED as problem:
            raise ReleaseUnusable(f"{member.filename} cannot be read: {problem}.") from problem
        copy.seek(0)
        return copy

    def _add(self, base: str, label: str, opens: Open) -> None:
        if base in _SIDE:
            self.side[base] = opens
        match = _XML.fullmatch(base)
        if match is None:
            return
        kind = match.group(1)
        if kind in self.sources:
            raise ReleaseUnusable(
                f"Two files of the same kind: {self.sources[kind].name} and {base}. Offer one release."
            )
        self.sources[kind] = Source(label, _day(match.group(2), "%d%m%y"), opens)

    def check(self) -> None:
        """Raises ReleaseUnusable where a main file is absent or the main files are from different days."""
        missing = [kind for kind in MAIN if kind not in self.sources]
        if missing:
            raise ReleaseUnusable(f"{self.path.name} is not a whole release: no file for {', '.join(missing)}.")
        days = {str(source.dated) for kind, source in self.sources.items() if kind in MAIN}
        if len(days) > 1:
            raise ReleaseUnusable(f"The files are from different releases: {', '.join(sorted(days))}.")


def _opens(path: Path) -> Open:
    return lambda: path.open("rb")


def _opens_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Open:
    return lambda: archive.open(member)


def _day(digits: str | None, pattern: str) -> date | None:
    if not digits:
        return None
    try:
        year, month, day = (
            (int(digits[:4]), int(digits[4:6]), int(digits[6:]))
            if pattern.startswith("%Y")
            else (2000 + int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        )
        return date(year, month, day)
    except ValueError:
        return None


def _records(source: Source, tags: frozenset[str]) -> Iterator[tuple[str, Record]]:
    with source.open() as stream:
        try:
            yield from _parsed(stream, source.name, tags)
        except _DAMAGED as problem:
            raise ReleaseUnusable(f"{source.name} cannot be read: {problem}.") from problem


def _parsed(stream: IO[bytes], name: str, tags: frozenset[str]) -> Iterator[tuple[str, Record]]:
    events: Any = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    first = True
    for event, element in events:
        if first:
            if element.getroottree().docinfo.doctype:
                raise ReleaseUnusable(f"{name} carries a document type. dm+d files have none: the file is refused.")
            first = False
        if event == "end" and element.tag in tags:
            parent = element.getparent()
            section = parent.tag if parent is not None else ""
            if len(element) and any(len(child) for child in element):
                yield from _nested(element, section)
            else:
                yield f"{section}/{element.tag}", {child.tag: (child.text or "").strip() for child in element}
            element.clear()
            if parent is not None:
                while element.getprevious() is not None:
                    del parent[0]


def _nested(element: Any, section: str) -> Iterator[tuple[str, Record]]:
    """An AMPP of the GTIN file: its own fields with those of each GTINDATA in it."""
    own = {child.tag: (child.text or "").strip() for child in element if not len(child)}
    for child in element:
        if len(child):
            yield f"{section}/{element.tag}", own | {part.tag: (part.text or "").strip() for part in child}
