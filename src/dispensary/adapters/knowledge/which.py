"""Reads the columns that say which medicines a rule about a person is about."""

from dispensary.adapters.knowledge.table import Record, listed
from dispensary.domain.clinical.case import Supply
from dispensary.domain.clinical.knowledge import Where
from dispensary.domain.clinical.which import Which

_NOT_SOLD = "prescribed"


def read_which(record: Record) -> Which:
    """Columns sets, where, name_has, name_lacks, supply ("prescribed": any but a sale)."""
    supply = record["supply"]
    return Which(
        sets=frozenset(listed(record["sets"])),
        where=Where(record["where"] or "systemic"),
        name_has=tuple(word.lower() for word in listed(record["name_has"])),
        name_lacks=tuple(word.lower() for word in listed(record["name_lacks"])),
        supply=Supply(supply) if supply and supply != _NOT_SOLD else None,
        unless_sold=supply == _NOT_SOLD,
    )
