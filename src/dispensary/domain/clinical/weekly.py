"""Medicines that are taken once a week, or less often: directions that say every day can kill.

Source: gov.uk Drug Safety Update Sep 2020 (methotrexate) and the SmPCs in the rows.
"""

import re

from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Metric
from dispensary.domain.clinical.maximum_dose import ROUNDING, DoseRows
from dispensary.domain.clinical.medicines import Medicine, places_of
from dispensary.domain.dose.reading import DoseReading

_EVERY_DAY = re.compile(r"\b(?:daily|od|om|on|bd|tds|qds|every day|each day|a day|per day|nocte|mane)\b")
_EVERY_WEEK = re.compile(r"week|month|fortnight")


def _too_often(row: DoseLimit, medicine: Medicine) -> Finding | NotChecked | None:
    items, _ = places_of(medicine)
    dose = medicine.dose
    why = _frequency_problem(row, medicine)
    if why is not None:
        return Finding(
            check=Check.DOSE,
            rule=row.row.id,
            rule_version=row.row.version,
            tier=row.row.bounded(row.tier),
            items=items,
            history=(),
            message=f"{medicine.label}: {row.text}, but {why}.",
            action=row.action,
            source=row.row.source,
            evidence=(row.substance, medicine.label, " ".join(medicine.directions.lower().split())),
        )
    if dose is None or not dose.parsed:
        return NotChecked(Check.DOSE, items, Cause.UNREAD_DOSE, f"the directions of {medicine.label} are not read")
    return None


def _says_no_interval(dose: DoseReading, text: str) -> bool:
    """An amount and nothing else: "6 tablets". Words that were not read may say how often."""
    return "frequency" in dose.missing and not dose.unparsed and not _EVERY_WEEK.search(text)


def _frequency_problem(row: DoseLimit, medicine: Medicine) -> str | None:
    dose = medicine.dose
    text = medicine.directions.lower()
    if dose is not None and dose.parsed:
        often = dose.per_day_max is not None and dose.per_day_max * row.limit > ROUNDING
        return f"the directions say “{medicine.directions}”" if often else None
    unsaid = dose is not None and (dose.as_directed or _says_no_interval(dose, text))
    if unsaid and row.as_directed is not Tier.NONE:
        return "the directions do not say how often"
    if _EVERY_DAY.search(text) and not _EVERY_WEEK.search(text):
        return f"the directions, which could not be read as a whole, say “{medicine.directions}”"
    return None


def too_often(rows: DoseRows, medicine: Medicine) -> Outcome:
    """One new medicine against the intervals that it must keep."""
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    for name in sorted(medicine.names):
        for row in rows.rows(name):
            if row.metric is not Metric.MIN_INTERVAL or not rows.fits(row, medicine):
                continue
            found = _too_often(row, medicine)
            if isinstance(found, Finding):
                findings.append(found)
            elif found is not None:
                missed.append(found)
    return Outcome(tuple(findings), tuple(missed))
