"""What an import found: counts, faults, ambiguous barcodes, what is new; and whether the release can be used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dispensary.adapters.dictionary import schema
from dispensary.adapters.dictionary.moved import note_moved
from dispensary.application.ports.dictionary import ReleaseFaulty, ReleaseSmaller
from dispensary.domain.dictionary import Release
from dispensary.domain.dictionary_import import Change, Vouched
from dispensary.wording.dictionary import orphan_words, smaller_words

MOST_FALL = Fraction(1, 20)
"""dm+d grows by a little every week. A release that is smaller by more than this is a piece of one."""
MOST_FAULTS = Fraction(1, 200)
"""A few orphans or misprinted barcodes are said and lived with; more than this is a damaged release."""

_COUNTED = {
    "vtm": "vtm", "vmp": "vmp", "vmpp": "vmpp", "amp": "amp", "ampp": "ampp", "gtin": "gtin", "substance": "ing",
}  # fmt: skip
_NAMED = {"vtm": "vtmid", "vmp": "vpid", "vmpp": "vppid", "amp": "apid", "ampp": "appid"}
_ORPHANS = {
    "vmpp": {"vmpp": ("vppid", "vpid NOT IN (SELECT vpid FROM vmp)")},
    "amp": {"amp": ("apid", "vpid NOT IN (SELECT vpid FROM vmp)")},
    "ampp LEFT JOIN amp USING (apid) LEFT JOIN vmpp USING (vppid)": {
        "ampp": ("appid", "amp.vpid IS NULL OR vmpp.vpid IS NULL"),
        "ampp_parents_differ": ("appid", "amp.vpid <> vmpp.vpid"),
    },
    "gtin": {"gtin": ("gtin", "amppid NOT IN (SELECT appid FROM ampp)")},
}
"""By where to look: what names one, and when it is one. All in one pass, for there are hundreds of thousands."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of thing that does not fit. of: how many there are of its kind."""

    kind: str
    count: int
    of: int
    words: str


def counted(connection: Any) -> dict[str, int]:
    return {name: _one(connection, f"SELECT count(*) FROM {table}") for name, table in _COUNTED.items()}  # noqa: S608


def orphans(connection: Any, counts: Mapping[str, int]) -> dict[str, Fault]:
    """By kind; also those that there are none of."""
    found = {}
    for place, kinds in _ORPHANS.items():
        sums = ", ".join(f"count(*) FILTER (WHERE {when})" for _, when in kinds.values())
        numbers = connection.execute(f"SELECT {sums} FROM {place}").fetchone()  # noqa: S608
        for (kind, (name, when)), count in zip(kinds.items(), numbers, strict=True):
            words = ""
            if count:
                (first,) = connection.execute(f"SELECT {name} FROM {place} WHERE {when} LIMIT 1").fetchone()  # noqa: S608
                words = orphan_words(kind, count, first)
            found[kind] = Fault(kind, count, counts[kind.partition("_")[0]], words)
    return found


def misprinted(gtins: Sequence[str], counts: Mapping[str, int]) -> Fault:
    """Barcodes that can be nobody's."""
    words = f"{len(gtins)} GTINs with a wrong check digit or length, such as {gtins[0]}: left out." if gtins else ""
    return Fault("gtin", len(gtins), counts["gtin"] + len(gtins), words)


def ambiguous(connection: Any) -> int:
    """GTINs that several packs carry."""
    return _one(connection, "SELECT count(*) FROM (SELECT 1 FROM gtin GROUP BY gtin HAVING min(amppid) <> max(amppid))")


def require_sound(name: str, faults: Sequence[Fault], vouched: Vouched) -> None:
    """Raises ReleaseFaulty where it has more faults than a release has, and nobody vouches for it."""
    damaged = next((fault for fault in faults if fault.count > MOST_FAULTS * fault.of), None)
    if damaged is not None and not vouched.faults:
        raise ReleaseFaulty(f"{name} is damaged: it has {damaged.words}")


def require_no_fall(name: str, counts: Mapping[str, int], before: Release | None, vouched: Vouched) -> None:
    """Raises ReleaseSmaller where it is much smaller than the one in use, and nobody vouches for it."""
    if before is None or before.starter or vouched.smaller:
        return
    fallen = [
        (kind, count, counts.get(kind, 0))
        for kind, count in before.counts.items()
        if count - counts.get(kind, 0) > MOST_FALL * count
    ]
    if fallen:
        raise ReleaseSmaller(smaller_words(name, fallen))


def compared(connection: Any, before: Path | None) -> dict[str, Change]:
    """Against another release file of the same version of the program; nothing where there is none. Notes in the new
    one which AMPs have moved.
    """
    if before is None:
        return {}
    connection.execute("ATTACH ? AS before", (f"file:{quote(before.as_posix())}?mode=ro&immutable=1",))
    try:
        (version,) = connection.execute("SELECT value FROM before.meta WHERE key = 'schema'").fetchone()
        if version != schema.VERSION:
            return {}
        changes = {kind: _change(connection, kind, column) for kind, column in _NAMED.items()}
        return {**changes, "amp": replace(changes["amp"], moved=note_moved(connection))}
    finally:
        connection.execute("DETACH before")


def _change(connection: Any, kind: str, column: str) -> Change:
    new = f"SELECT count(*) FROM main.{kind} WHERE {column} NOT IN (SELECT {column} FROM before.{kind})"  # noqa: S608
    gone = f"SELECT count(*) FROM before.{kind} WHERE {column} NOT IN (SELECT {column} FROM main.{kind})"  # noqa: S608
    renamed = f"SELECT count(*) FROM main.{kind} n JOIN before.{kind} o USING ({column}) WHERE n.nm <> o.nm"  # noqa: S608
    return Change(*(_one(connection, each) for each in (new, gone, renamed)))


def _one(connection: Any, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
