"""The prescriber's words and the coded dose that came with them: where the two say different things, somebody asks."""

from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.findings import Check, Finding, Tier
from dispensary.domain.dose.agreement import disagreement

RULE = "DIRECTIONS"
VERSION = "1"


def directions_disagree(item: CheckItem, position: int) -> Finding | None:
    """A reason where both readings are there and do not agree; both are shown, and neither is chosen.

    Source: EPS prescriptions carry the words beside the coded dose, and what the patient is told are the words.
    """
    if item.dose is None or item.structured is None:
        return None
    how = disagreement(item.dose, item.structured)
    if how is None:
        return None
    return Finding(
        check=Check.DOSE,
        rule=RULE,
        rule_version=VERSION,
        tier=Tier.REASON,
        items=(position,),
        history=(),
        message=f"{item.name}: the directions say “{item.directions}”, and the coded dose says "
        f"“{item.structured_directions}” ({how}).",
        action="Ask the prescriber which is meant.",
        source="The prescription itself: its words and its coded dose differ",
        evidence=(item.name, " ".join(item.directions.split()), " ".join(item.structured_directions.split())),
    )
