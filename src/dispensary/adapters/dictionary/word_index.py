"""The word index of a release.

Every kind of product has an index of its own, its rows numbered from the most to the least likely meant: available
before unavailable, prescribable before not, common before rare. So the first finds are the best, and a search can stop
early. How common a product is, dm+d does not say; how many suppliers sell it, and whether the Drug Tariff sets its
price by what is dispensed (Category A and M), tell nearly as well; of two that are alike there, the cheaper one is sold
more.
"""

from collections.abc import Callable, Iterator
from functools import cache
from math import floor, log
from typing import Any

from dispensary.adapters.dictionary.names import words

KINDS = ("vmp", "amp", "vmpp")

_AVAILABLE = "('0001', '0002')"
"""AVAIL_RESTRICTCD: none, restricted. Not imported, special, trial, hospital only, unavailable."""
_NEVER_GENERIC = "('0002', '0003', '0004')"
"""PRES_STATCD: invalid in primary care, to be prescribed by brand only, never valid."""

TABLES = (
    "".join(
        f"""
CREATE TABLE {kind}_place (place INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE VIRTUAL TABLE {kind}_words USING fts5(
    words, content = '', columnsize = 0, detail = none, tokenize = "unicode61 remove_diacritics 0"
);
"""
        for kind in KINDS
    )
    + """
CREATE TABLE spelling (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE commonness (vpid TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""
)

_SIGNS = f"""
    SELECT v.vpid, v.nm,
        coalesce(v.non_availcd = '0001', 0) OR coalesce(v.pres_statcd IN {_NEVER_GENERIC}, 0),
        (SELECT count(*) FROM amp a WHERE a.vpid = v.vpid AND a.invalid = 0 AND a.avail_restrictcd IN {_AVAILABLE}),
        (SELECT max(CASE d.pay_catcd WHEN '0011' THEN 3 WHEN '0001' THEN 2 WHEN '0003' THEN 1 END)
            FROM vmpp p JOIN dtinfo d ON d.vppid = p.vppid WHERE p.vpid = v.vpid),
        (SELECT min(d.price / CAST(p.qtyval AS REAL)) FROM vmpp p JOIN dtinfo d ON d.vppid = p.vppid
            WHERE p.vpid = v.vpid AND CAST(p.qtyval AS REAL) > 0)
    FROM vmp v WHERE v.invalid = 0
"""  # noqa: S608
"""What tells how likely a product is meant: unusual, suppliers, tariff category, pence for one unit."""
_ROWS = {
    "vmp": "SELECT v.vpid, v.nm, v.nm FROM commonness c JOIN vmp v ON v.vpid = c.vpid ORDER BY c.place",
    "amp": """
        SELECT a.apid, coalesce(a.desc, a.nm), v.nm
        FROM amp a JOIN commonness c ON c.vpid = a.vpid JOIN vmp v ON v.vpid = a.vpid WHERE a.invalid = 0
        ORDER BY coalesce(a.avail_restrictcd NOT IN ('0001', '0002'), 0), c.place, a.nm, a.desc, a.apid""",
    "vmpp": """
        SELECT p.vppid, p.nm, v.nm
        FROM vmpp p JOIN commonness c ON c.vpid = p.vpid JOIN vmp v ON v.vpid = p.vpid WHERE p.invalid = 0
        ORDER BY c.place, CAST(p.qtyval AS REAL), p.vppid""",
}
"""Code, name, and the generic product's name that it often begins with."""


def index_words(connection: Any) -> None:
    """Fills the indexes, once the products and generic packs are in."""
    for statement in filter(str.strip, TABLES.split(";")):
        connection.execute(statement)
    common = sorted(connection.execute(_SIGNS).fetchall(), key=_commonest_first)
    connection.executemany(
        "INSERT INTO commonness VALUES (?, ?)", ((row[0], place) for place, row in enumerate(common))
    )
    spelt: set[str] = set()
    indexed = _indexing(spelt)
    for kind in KINDS:
        rows = connection.execute(_ROWS[kind]).fetchall()
        connection.executemany(f"INSERT INTO {kind}_place (code) VALUES (?)", ((row[0],) for row in rows))  # noqa: S608
        connection.executemany(
            f"INSERT INTO {kind}_words (rowid, words) VALUES (?, ?)",  # noqa: S608
            ((place, indexed(name, generic)) for place, (_, name, generic) in enumerate(rows, 1)),
        )
    connection.executemany("INSERT INTO spelling VALUES (?)", ((word,) for word in sorted(spelt)))


def _commonest_first(signs: tuple[Any, ...]) -> tuple[Any, ...]:
    code, name, unusual, suppliers, tariff, pence = signs
    # Prices that differ by less than half say nothing.
    price = floor(log(pence, 1.5)) if pence and pence > 0 else 99
    return unusual, -(tariff or 0), -suppliers, price, len(name), name, code


def _indexing(spelt: set[str]) -> Callable[[str, str], str]:
    """Gives the words of a name for the index, and collects those of letters.

    Hundreds of thousands of names are made of few parts: each part is taken apart once.
    """

    @cache
    def part(text: str) -> str:
        tokens = list(_tokens(text))
        spelt.update(token for token in tokens if len(token) > 3 and token.isalpha())
        return " ".join(tokens)

    def indexed(name: str, generic: str) -> str:
        if name.startswith(generic):
            return f"{part(generic)} {part(name[len(generic) :])}"
        brand, opening, supplier = name.rpartition(" (")
        return f"{part(brand)} {part(supplier)}" if opening else part(name)

    return indexed


def _tokens(text: str) -> Iterator[str]:
    """A number stands with its unit and without: both are typed."""
    for word in words(text):
        yield word.token
        if word.unit:
            yield from (word.bare.token, word.unit)
