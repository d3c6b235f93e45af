"""Finds the files of one dm+d release, in a folder, a zip or both, and says whether they belong together.

Nothing is unpacked under a name from outside. What unpacks to far more than a release can be is not unpacked at all.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from dispensary.adapters.dictionary.located import DAMAGED, Located
from dispensary.application.ports.dictionary import ReleaseUnusable

MAIN = ("lookup", "ingredient", "vtm", "vmp", "vmpp", "amp", "ampp", "gtin")
SUPPLEMENTARY = ("bnf", "history", "vtm_ing")
MANIFEST, DERIVED, TRAINING = "manifest.json", "derived.csv", "training.csv"

_KINDS = "vtm_ing|vtm|ingredient|lookup|vmpp|vmp|ampp|amp|gtin|bnf|history"
_XML = re.compile(rf"f_({_KINDS})\d?_(?:\d(\d{{6}})|[^/]*)\.xml")
_SCHEMA = re.compile(rf"({_KINDS})_v\d+_\d+\.xsd")
_MONDAY = re.compile(r"_(\d{8})\d{6}(?:\.zip)?$")
_WEEK = re.compile(r"week(\d{2})(\d{4})-")
_BONUS = "nhsbsa_dmdbonus_*.zip"
OLD_SUPPLEMENT = timedelta(weeks=13)
"""How much older than the release a supplementary zip beside it may be and still be better than none."""

MOST_BYTES = 2 << 30
"""A full release unpacks to about 0.4 GB."""
MOST_RATIO, RATIO_FROM = 250, 16 << 20
"""dm+d packs to about a twelfth; only something made to fill a disk packs this well."""
MOST_MEMBERS = 5000


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a release. dated: the day in its name. schema: what it is checked against."""

    kind: str
    file: Located
    dated: date | None
    schema: Located | None = None


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """The files of one release. warnings: what was odd about them, in sentences."""

    path: Path
    sources: Mapping[str, Source]
    side: Mapping[str, Located]
    warnings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the zip that holds the products, such as nhsbsa_dmd_11.1.0_20251110000001; else the folder's."""
        held = self.sources.get("vmp")
        archive = held.file.archive if held is not None else ""
        return archive.removesuffix(".zip") if archive else self.path.name

    @property
    def dated(self) -> date | None:
        """The day inside the file names; where those carry none, the day in the name of the zip."""
        days = {source.dated for kind, source in self.sources.items() if kind in MAIN}
        return max((day for day in days if day is not None), default=_monday(self.name))


def find_release(path: Path) -> ReleaseFiles:
    """The release that a folder or a zip holds, with the supplementary zip beside it.

    Raises ReleaseUnusable where it is no whole release, or the files are not of one release.
    """
    found = _Found(path)
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            found.file(each)
    elif path.is_file():
        found.file(path, must=True)
        found.supplement()
    else:
        raise ReleaseUnusable(f"There is no file or folder {path.name}.")
    return found.checked()


@dataclass(slots=True)
class _Found:
    path: Path
    sources: dict[str, Source] = field(default_factory=dict)
    schemas: dict[str, Located] = field(default_factory=dict)
    side: dict[str, Located] = field(default_factory=dict)
    weeks: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unpacked: int = 0

    def file(self, path: Path, *, must: bool = False) -> None:
        if path.suffix.lower() == ".zip" or must:
            with _opened(path) as stream:
                self.archive(stream, Located(path), path.name)
        elif path.is_file():
            self.add(path.name, Located(path, (), path.stat().st_size))

    def archive(self, stream: IO[bytes], place: Located, name: str, *, inner: bool = False) -> None:
        try:
            with zipfile.ZipFile(stream) as archive:
                for member in self.members(archive, name):
                    self.member(archive, member, place, name, inner=inner)
        except DAMAGED as problem:
            raise ReleaseUnusable(f"{name} cannot be read as a zip: {problem}.") from problem

    def members(self, archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or len({member.filename for member in members}) < len(members):
            raise ReleaseUnusable(f"{name} holds {len(members)} files, or one name twice. This is not a dm+d release.")
        for member in members:
            self.unpacked += member.file_size
            packed_too_well = member.file_size > RATIO_FROM and member.file_size > MOST_RATIO * member.compress_size
            if self.unpacked > MOST_BYTES or packed_too_well:
                raise ReleaseUnusable(f"{name} would unpack to far more than a dm+d release holds: it is refused.")
            yield member

    def member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Located, name: str, *, inner: bool
    ) -> None:
        base = member.filename.rsplit("/", 1)[-1]
        located = Located(place.path, (*place.inside, member.filename), member.file_size)
        if not base.lower().endswith(".zip"):
            self.add(base, located)
        elif not inner:
            self.weeks.append((base, name))
            with archive.open(member) as stream:
                self.archive(stream, located, base, inner=True)

    def add(self, base: str, file: Located) -> None:
        if base in (MANIFEST, DERIVED, TRAINING):
            self.side[base] = file
        schema = _SCHEMA.fullmatch(base)
        if schema is not None:
            self.schemas.setdefault(schema.group(1), file)
        match = _XML.fullmatch(base)
        if match is not None:
            self.source(Source(match.group(1), file, _day(match.group(2), "%d%m%y")))

    def source(self, offered: Source) -> None:
        """The same file unpacked beside its zip is one file."""
        held = self.sources.setdefault(offered.kind, offered)
        if held is offered:
            return
        if (held.file.name, held.file.size) != (offered.file.name, offered.file.size):
            raise ReleaseUnusable(
                f"Two files of the same kind: {held.file.name} and {offered.file.name}. Offer one release."
            )
        if held.file.inside and not offered.file.inside:
            self.sources[offered.kind] = offered

    def supplement(self) -> None:
        """The supplementary zip that lies beside the release's: of the same Monday, else the last one before it."""
        monday = _monday(self.path.name)
        if any(kind in self.sources for kind in SUPPLEMENTARY) or monday is None:
            return
        near = {
            day: path
            for path in self.path.parent.glob(_BONUS)
            if (day := _monday(path.name)) is not None and monday - OLD_SUPPLEMENT <= day <= monday
        }
        if not near:
            return
        day = max(near)
        self.file(near[day])
        if day != monday:
            self.warnings.append(
                f"The supplementary files are of {day}, the release of {monday}: {near[day].name} was the nearest "
                "beside it."
            )

    def checked(self) -> ReleaseFiles:
        missing = [kind for kind in MAIN if kind not in self.sources]
        if missing:
            raise ReleaseUnusable(f"{self.path.name} is not a whole release: no file for {', '.join(missing)}.")
        days = {str(source.dated) for kind, source in self.sources.items() if kind in MAIN}
        if len(days) > 1:
            raise ReleaseUnusable(f"The files are from different releases: {', '.join(sorted(days))}.")
        for base, outer in self.weeks:
            _check_week(base, outer)
        sources = {
            kind: Source(kind, source.file, source.dated, self.schemas.get(kind))
            for kind, source in self.sources.items()
        }
        return ReleaseFiles(self.path, sources, self.side, (*self.warnings, *self.absent()))

    def absent(self) -> Iterator[str]:
        lacking = [kind for kind in SUPPLEMENTARY if kind not in self.sources]
        if lacking:
            yield (
                f"No supplementary file for {', '.join(lacking)}: BNF and ATC codes, and old codes, are missing or "
                "fewer. Lay the nhsbsa_dmdbonus zip of the same week beside the release and import it again."
            )


def _check_week(base: str, outer: str) -> None:
    """The zip inside names the week of the Monday that the outer one is of."""
    week, monday = _WEEK.match(base), _monday(outer)
    if week is None or monday is None:
        return
    year, number, _ = monday.isocalendar()
    if (number, year) != (int(week.group(1)), int(week.group(2))):
        raise ReleaseUnusable(
            f"The files are from different releases: {outer} is of week {number} of {year}, but {base} in it is not."
        )


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as problem:
        raise ReleaseUnusable(f"{path.name} cannot be read: {problem.strerror}.") from problem


def _monday(name: str) -> date | None:
    found = _MONDAY.search(name)
    return _day(found.group(1), "%Y%m%d") if found else None


def _day(digits: str | None, pattern: str) -> date | None:
    if not digits:
        return None
    try:
        if pattern.startswith("%Y"):
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return date(2000 + int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
