"""The word index of a release.

Every kind of product has an index of its own, its rows numbered from the most to the least likely meant: available
before unavailable, prescribable before not, common before rare. So the first finds are the best, and a search can stop
early. How common a product is, dm+d does not say; how many suppliers sell it, and whether the Drug Tariff sets its
price by what is dispensed (Category A and M), tell nearly as well; of two that are alike there, the cheaper one is sold
more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import floor, log
from typing import Any

from dispensary.adapters.dictionary.names import Word, words

TOLD_EVERY = 4096
"""Names between two signs of life: so often somebody can stop it."""
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
"""
)

_PRICES = """
    SELECT p.vpid, max(CASE d.pay_catcd WHEN '0011' THEN 3 WHEN '0001' THEN 2 WHEN '0003' THEN 1 END),
        min(CASE WHEN CAST(p.qtyval AS REAL) > 0 THEN d.price / CAST(p.qtyval AS REAL) END)
    FROM dtinfo d JOIN vmpp p ON p.vppid = d.vppid GROUP BY p.vpid
"""
"""How the Drug Tariff sets the price, and pence for one unit."""
_GENERICS = f"""
    SELECT vpid, nm, coalesce(non_availcd = '0001', 0) OR coalesce(pres_statcd IN {_NEVER_GENERIC}, 0)
    FROM vmp WHERE invalid = 0
"""  # noqa: S608
_ACTUAL = f"""
    SELECT vpid, avail_restrictcd IN {_AVAILABLE}, coalesce(desc, nm), apid FROM amp WHERE invalid = 0
"""  # noqa: S608
_PACKS = "SELECT vpid, CAST(qtyval AS REAL), vppid, nm FROM vmpp WHERE invalid = 0"

Named = tuple[str, str, str]
"""Code, name, and the generic product's name that it often begins with."""
Generics = dict[str, str]
"""Names by code, the likeliest first."""


@dataclass(slots=True)
class _Suppliers:
    """The suppliers' products of one generic product, each as name and code. on_sale: not said to be unavailable."""

    on_sale: list[tuple[str, str]] = field(default_factory=list)
    other: list[tuple[str, str]] = field(default_factory=list)
    available: int = 0


def index_words(connection: Any, told: Callable[[], None]) -> None:
    """Fills the indexes, once the products and generic packs are in. told: called on the way; may raise to stop."""
    for statement in filter(str.strip, TABLES.split(";")):
        connection.execute(statement)
    suppliers = _suppliers(connection)
    generics = _commonest_first(connection, suppliers)
    spelt: set[str] = set()
    indexed = _indexing(spelt)
    for kind, named in (
        ("vmp", ((code, name, name) for code, name in generics.items())),
        ("amp", _actual(generics, suppliers)),
        ("vmpp", _packs(connection, generics)),
    ):
        codes: list[tuple[str]] = []
        connection.executemany(
            f"INSERT INTO {kind}_words (rowid, words) VALUES (?, ?)",  # noqa: S608
            _worded(named, indexed, codes, told),
        )
        connection.executemany(f"INSERT INTO {kind}_place (code) VALUES (?)", codes)  # noqa: S608
    known = sorted(token for token in spelt if len(token) > 3 and token.isalpha())
    connection.executemany("INSERT INTO spelling VALUES (?)", ((word,) for word in known))


def _worded(
    named: Iterator[Named], indexed: Callable[[str, str], str], codes: list[tuple[str]], told: Callable[[], None]
) -> Iterator[tuple[int, str]]:
    for place, (code, name, generic) in enumerate(named, 1):
        if place % TOLD_EVERY == 0:
            told()
        codes.append((code,))
        yield place, indexed(name, generic)


def _suppliers(connection: Any) -> Mapping[str, _Suppliers]:
    """By their generic product."""
    found: dict[str, _Suppliers] = defaultdict(_Suppliers)
    for generic, available, name, code in connection.execute(_ACTUAL):
        held = found[generic]
        (held.other if available == 0 else held.on_sale).append((name, code))
        held.available += available or 0
    return found


def _commonest_first(connection: Any, suppliers: Mapping[str, _Suppliers]) -> Generics:
    """Every generic product that can be meant."""
    prices = {code: (category or 0, pence) for code, category, pence in connection.execute(_PRICES)}

    def rank(generic: tuple[str, str, int]) -> tuple[Any, ...]:
        code, name, unusual = generic
        category, pence = prices.get(code, (0, None))
        available = suppliers[code].available if code in suppliers else 0
        # Prices that differ by less than half say nothing.
        price = floor(log(pence, 1.5)) if pence and pence > 0 else 99
        return unusual, -category, -available, price, len(name), name, code

    return {code: name for code, name, _ in sorted(connection.execute(_GENERICS), key=rank)}


def _actual(generics: Generics, suppliers: Mapping[str, _Suppliers]) -> Iterator[Named]:
    """What cannot be had comes behind everything that can."""
    held = [(generic, suppliers[code]) for code, generic in generics.items() if code in suppliers]
    for generic, each in held:
        yield from ((code, name, generic) for name, code in sorted(each.on_sale))
    for generic, each in held:
        yield from ((code, name, generic) for name, code in sorted(each.other))


def _packs(connection: Any, generics: Generics) -> Iterator[Named]:
    """The smaller pack first."""
    found: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for generic, size, code, name in connection.execute(_PACKS):
        found[generic].append((size or 0.0, code, name))
    for vmp, generic in generics.items():
        yield from ((code, name, generic) for _, code, name in sorted(found.get(vmp, ())))


def _indexing(spelt: set[str]) -> Callable[[str, str], str]:
    """Gives the words of a name for the index, and collects them.

    Hundreds of thousands of names are made of few parts: each part is taken apart once.
    """

    tokens = cache(_tokens)

    @cache
    def part(text: str) -> str:
        found = [token for word in words(text) for token in tokens(word)]
        spelt.update(found)
        return " ".join(found)

    def indexed(name: str, generic: str) -> str:
        if name.startswith(generic):
            return f"{part(generic)} {part(name[len(generic) :])}"
        brand, opening, supplier = name.rpartition(" (")
        return f"{part(brand)} {part(supplier)}" if opening else part(name)

    return indexed


def _tokens(word: Word) -> tuple[str, ...]:
    """A number stands with its unit and without: both are typed."""
    return (word.token, word.bare.token, word.unit) if word.unit else (word.token,)
