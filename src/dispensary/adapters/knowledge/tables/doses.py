"""The tables of domain.clinical.dosing: the most of a substance by age and by weight, and what an opioid counts for."""

from dispensary.adapters.knowledge.table import Record, Table, listed, needed, number, reviewed, whole
from dispensary.domain.clinical.by_weight import WeightLimit
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Metric, OpioidFactor
from dispensary.domain.clinical.substances import normal


def _dose(record: Record) -> DoseLimit:
    return DoseLimit(
        row=reviewed(record),
        substance=normal(record["substance"]),
        metric=Metric(record["metric"]),
        limit=needed(record["limit"], "limit"),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        routes=frozenset(listed(record["routes"])),
        from_age=whole(record["from_age"]),
        under_age=whole(record["under_age"]),
        supply=record["supply"] or None,
        with_sets=frozenset(listed(record["with_sets"])),
        conditions=listed(record["conditions"]),
        strength_mg=number(record["strength_mg"]),
        name_has=record["name_has"] or None,
        name_lacks=record["name_lacks"] or None,
        stop_from_percent=number(record["stop_from_percent"]),
        as_directed=Tier(record["as_directed"] or "none"),
        called=record["substance"],
    )


def _by_weight(record: Record) -> WeightLimit:
    each_kg, most = number(record["mg_per_kg"]), number(record["most_mg"])
    if each_kg is None and most is None:
        raise ValueError(f"{record['id']} needs mg for each kg, or the most mg of its band of weights")
    return WeightLimit(
        row=reviewed(record),
        substance=normal(record["substance"]),
        metric=Metric(record["metric"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        mg_per_kg=each_kg,
        most_mg=most,
        routes=frozenset(listed(record["routes"])),
        from_age=whole(record["from_age"]),
        under_age=whole(record["under_age"]),
        from_kg=number(record["from_kg"]),
        under_kg=number(record["under_kg"]),
        name_has=record["name_has"] or None,
        name_lacks=record["name_lacks"] or None,
        stop_from_percent=number(record["stop_from_percent"]),
        called=record["substance"],
    )


def _opioid(record: Record) -> OpioidFactor:
    return OpioidFactor(reviewed(record), normal(record["substance"]), record["form"], number(record["factor"]))


TABLES: tuple[Table, ...] = (
    Table("doses.csv", DoseLimit, _dose),
    Table("doses_by_weight.csv", WeightLimit, _by_weight),
    Table("doses_opioid_equivalents.csv", OpioidFactor, _opioid),
)
