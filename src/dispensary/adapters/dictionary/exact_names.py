"""What stands under a whole name in one release file: products, substances, moieties."""

from dispensary.adapters.dictionary.deriving import actual_key
from dispensary.adapters.dictionary.names import name_key
from dispensary.adapters.dictionary.substances import base_keys, substance_key
from dispensary.adapters.dictionary.terms import Rows
from dispensary.domain.dictionary import Found, Kind
from dispensary.domain.identifiers import SnomedCode

_VMP = """
    SELECT v.vpid FROM vmp_key k JOIN vmp v ON v.vpid = k.vpid WHERE k.key = ?
    ORDER BY v.invalid, v.nm <> ?, v.vpid LIMIT 1
"""
_AMP = """
    SELECT a.apid, a.nm, coalesce(a.desc, a.nm) FROM amp_key k JOIN amp a ON a.apid = k.apid WHERE k.key = ?
    ORDER BY a.invalid, coalesce(a.avail_restrictcd = '0009', 0), a.nm <> ?, a.apid
"""
_SUBSTANCE = """
    SELECT s.isid, i.nm FROM substance s JOIN ing i ON i.isid = s.isid WHERE s.key = ?
    ORDER BY i.invalid, s.isid LIMIT 1
"""
_MOIETY = """
    SELECT v.vtmid, v.nm FROM vtm_key k JOIN vtm v ON v.vtmid = k.vtmid WHERE k.key = ? ORDER BY v.invalid, 1 LIMIT 1
"""
_VALID_MOIETY = """
    SELECT v.vtmid, v.nm FROM vtm_key k JOIN vtm v ON v.vtmid = k.vtmid WHERE k.key = ? AND v.invalid = 0
    ORDER BY 1 LIMIT 1
"""
_ONLY_INGREDIENT = """
    SELECT s.isid, s.nm FROM vtm_key k JOIN vtm v ON v.vtmid = k.vtmid JOIN vtm_ing i ON i.vtmid = v.vtmid
        JOIN ing s ON s.isid = i.isid
    WHERE k.key = ? AND (SELECT count(*) FROM vtm_ing x WHERE x.vtmid = v.vtmid) = 1
    ORDER BY v.invalid, v.vtmid LIMIT 1
"""
_ONLY_SALT = """
    SELECT min(s.isid), min(s.nm) FROM substance_alias a JOIN ing s ON s.isid = a.isid WHERE a.key = ?
    HAVING count(DISTINCT s.isid) = 1
"""


def product_named(name: str, rows: Rows) -> SnomedCode | None:
    """The product with exactly that name (case and spacing apart), a VMP before an AMP, a valid one before not."""
    for (code,) in rows(_VMP, name_key(name), name):
        return SnomedCode(code)
    key = name_key(name)
    for code, *names in rows(_AMP, actual_key(name), name):
        if key in map(name_key, names):
            return SnomedCode(code)
    return None


def substance_named(name: str, rows: Rows) -> tuple[SnomedCode, str] | None:
    """A substance before a moiety; then without its salt ("warfarin sodium"), then as the only salt of a base."""
    key = substance_key(name)
    for query, keys in (
        (_SUBSTANCE, (key,)),
        (_ONLY_INGREDIENT, (key,)),
        (_SUBSTANCE, tuple(base_keys(name))),
        (_ONLY_SALT, (key,)),
        (_MOIETY, (key,)),
    ):
        for one in keys:
            for code, found in rows(query, one):
                return SnomedCode(code), found
    return None


def moiety_named(name: str, rows: Rows) -> Found | None:
    """By its own name or that of a salt of it."""
    for key in (substance_key(name), *base_keys(name)):
        for code, found in rows(_VALID_MOIETY, key):
            return Found(Kind.VTM, SnomedCode(code), found)
    return None
