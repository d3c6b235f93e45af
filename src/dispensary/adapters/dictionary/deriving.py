"""What is worked out at import: keys of names, substances with their bases, marks of training products."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from zlib import crc32

from dispensary.adapters.dictionary.marks import Marks
from dispensary.adapters.dictionary.names import name_key
from dispensary.adapters.dictionary.substances import base_key, base_keys, substance_key


def derive(connection: Any, marks: Marks) -> None:
    """Substances, moieties, and the marks. Only once their files are in."""
    connection.executemany("INSERT INTO substance VALUES (?, ?, ?)", _substances(connection))
    connection.executemany("INSERT INTO substance_alias VALUES (?, ?)", _substance_aliases(connection))
    connection.executemany("INSERT INTO derived VALUES (?, ?, ?)", marks.derived)
    connection.executemany("INSERT INTO training VALUES (?)", [(code,) for code in marks.training])


_PRODUCT_FACTS = """
    INSERT INTO vmp_facts
    SELECT v.vpid,
           coalesce(v.unit_dose_uomcd, (
               SELECT min(p.qty_uomcd) FROM vmpp p WHERE p.vpid = v.vpid
               HAVING min(p.qty_uomcd) = max(p.qty_uomcd) AND count(*) = count(p.qty_uomcd))),
           (SELECT formcd FROM dform WHERE dform.vpid = v.vpid LIMIT 1),
           (SELECT group_concat(routecd, ' ') FROM droute WHERE droute.vpid = v.vpid),
           (SELECT catcd FROM control_info WHERE control_info.vpid = v.vpid LIMIT 1),
           (SELECT atc FROM bnf_vmp WHERE bnf_vmp.vpid = v.vpid LIMIT 1),
           (SELECT bnf FROM bnf_vmp WHERE bnf_vmp.vpid = v.vpid LIMIT 1)
    FROM vmp v ORDER BY v.vpid
"""
"""What every look-up of a product wants and dm+d keeps in five places. A continuous product states no unit of its own:
it is counted in what all its packs are counted in."""


def derive_product_facts(connection: Any) -> None:
    """Only once the products, their packs and their codes of the supplementary files are in."""
    connection.execute(_PRODUCT_FACTS)


def derive_product_keys(connection: Any) -> None:
    """What products are found by when somebody has their whole name. Only once they are in."""
    rows = connection.execute("SELECT nm, vtmid FROM vtm").fetchall()
    connection.executemany("INSERT INTO vtm_key VALUES (?, ?)", ((substance_key(nm), code) for nm, code in rows))
    rows = connection.execute("SELECT nm, vpid FROM vmp").fetchall()
    connection.executemany("INSERT INTO vmp_key VALUES (?, ?)", ((name_key(nm), code) for nm, code in rows))
    connection.executemany("INSERT INTO amp_key VALUES (?, ?)", _actual_keys(connection))


def actual_key(name: str) -> int:
    """A short number for a name: two names may share one, so whoever looks up by it compares the names too."""
    return crc32(name_key(name).encode())


def _actual_keys(connection: Any) -> Iterator[tuple[int, str]]:
    """By the name with the supplier, and by the name alone where it is not the generic's."""
    generics = dict(connection.execute("SELECT vpid, nm FROM vmp"))
    key, ending = cache(actual_key), cache(lambda text: name_key(text).encode())
    for code, vmp, name, described in connection.execute("SELECT apid, vpid, nm, coalesce(desc, nm) FROM amp"):
        if described.isascii() and described.startswith(name):
            # Nearly every one: a few names and suppliers make up all of them, so each is worked out once.
            yield crc32(ending(described[len(name) :]), key(name)), code
        else:
            yield actual_key(described), code
        if name not in (described, generics.get(vmp)):
            yield key(name), code


def _substances(connection: Any) -> Iterator[tuple[str, str, str | None]]:
    rows = connection.execute("SELECT isid, nm FROM ing ORDER BY invalid DESC").fetchall()
    # Valid rows come last, so that they win where a name occurs twice.
    known = {substance_key(name): code for code, name in rows}
    for code, name in rows:
        base = base_key(name, known)
        yield code, substance_key(name), known[base] if base else None


def _substance_aliases(connection: Any) -> Iterator[tuple[str, str]]:
    rows = connection.execute("SELECT isid, nm FROM ing WHERE invalid = 0").fetchall()
    known = {substance_key(name) for _, name in rows}
    for code, name in rows:
        yield from ((key, code) for key in base_keys(name) if key not in known)
