"""The near-miss log as a table for a spreadsheet: the columns of the professional record, one near miss a line."""

from collections.abc import Iterable, Iterator

from dispensary.application.tables import csv_table
from dispensary.domain.near_misses import NearMissRecord, time_of_day
from dispensary.wording.near_misses import KINDS

COLUMNS = (
    "number", "date", "time_of_day", "pharmacists", "technicians", "dispensers", "type", "type_in_words", "prescribed",
    "found", "what_was_seen", "possible_cause", "things_to_consider", "potential_effect", "action", "discussed",
    "dispensed_by", "checked_by", "finished",
)  # fmt: skip


def near_miss_lines(misses: Iterable[NearMissRecord]) -> Iterator[str]:
    """The headings, then a line for each; what nobody said is left empty."""
    rows = ({name: "" if value is None else value for name, value in near_miss_row(miss).items()} for miss in misses)
    return csv_table(COLUMNS, rows)


def near_miss_row(miss: NearMissRecord) -> dict[str, object]:
    """One near miss by the names of COLUMNS. The time of day is that of the clock here."""
    learning, staffing = miss.learning, miss.staffing
    return {
        "number": miss.number,
        "date": miss.at.date().isoformat(),
        "time_of_day": time_of_day(miss.at.astimezone()).value,
        "pharmacists": staffing.pharmacists,
        "technicians": staffing.technicians,
        "dispensers": staffing.dispensers,
        "type": miss.kind.value,
        "type_in_words": KINDS[miss.kind],
        "prescribed": miss.prescribed,
        "found": miss.found,
        "what_was_seen": " ".join(miss.reasons),
        "possible_cause": learning.cause,
        "things_to_consider": learning.consider,
        "potential_effect": learning.effect,
        "action": learning.action,
        "discussed": learning.discussed,
        "dispensed_by": miss.dispensed_by.value if miss.dispensed_by else None,
        "checked_by": miss.checked_by.value if miss.checked_by else None,
        "finished": miss.finished is not None,
    }
