"""Every substance that a release names, with the ATC codes of the products that hold it alone."""

from collections.abc import Callable
from typing import Any

from dispensary.domain.dictionary import KnownSubstance

_NAMES = "SELECT nm FROM ing UNION SELECT nm FROM vtm"
_ALONE = """
    SELECT DISTINCT s.nm, upper(b.atc) FROM bnf_vmp b JOIN vpi i ON i.vpid = b.vpid JOIN ing s ON s.isid = i.isid
    WHERE b.atc IS NOT NULL AND lower(b.atc) NOT IN ('n/a', 'na')
        AND (SELECT count(*) FROM vpi x WHERE x.vpid = b.vpid) = 1
"""


def known_substances(rows: Callable[[str], list[tuple[Any, ...]]]) -> tuple[KnownSubstance, ...]:
    """rows: what a query finds. A moiety counts as a substance: rules may go by either."""
    codes: dict[str, set[str]] = {name: set() for (name,) in rows(_NAMES)}
    for name, code in rows(_ALONE):
        codes[name].add(code)
    return tuple(KnownSubstance(name, frozenset(found)) for name, found in sorted(codes.items()))
