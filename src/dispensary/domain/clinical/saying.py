"""How a rule about one new medicine becomes a finding: its row gives the name, the version, the tier and the source."""

from typing import Protocol

from dispensary.domain.clinical.findings import Check, Finding, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.medicines import Medicine, places_of


class Advises(Protocol):
    """A rule that says how loud it is and what to do."""

    @property
    def row(self) -> Row: ...

    @property
    def tier(self) -> Tier: ...

    @property
    def action(self) -> str: ...


def finding_of(check: Check, rule: Advises, medicine: Medicine, message: str, *seen: str) -> Finding:
    """seen: what it rests on besides the medicine itself (doses, dates, results): it makes the finding's hash."""
    items, history = places_of(medicine)
    return Finding(
        check=check,
        rule=rule.row.id,
        rule_version=rule.row.version,
        tier=rule.row.bounded(rule.tier),
        items=items,
        history=history,
        message=message,
        action=rule.action,
        source=rule.row.source,
        evidence=(medicine.label, *seen),
    )
