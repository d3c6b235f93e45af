"""The responsible pharmacist record in words, for the screen, the printed page and the command line."""

from datetime import datetime

from dispensary.domain.duty_record import DutyRecord, absent_for
from dispensary.domain.people import Absence, OnDuty
from dispensary.wording.labels import date_words
from dispensary.wording.staff import minutes_words
from dispensary.wording.times import clock_words

TITLE = "Responsible pharmacist record"
LAW = "The Medicines (Pharmacies) (Responsible Pharmacist) Regulations 2008, regulation 5"
KEEP = "Kept for at least 5 years. It is open on the premises to the owner, the superintendent and the staff."
NOBODY = "Nobody was responsible pharmacist on these days."
UNPLACED = "Absence outside any stretch"


def moment_words(at: datetime) -> str:
    """23 Nov 2026, 08:52."""
    return f"{date_words(at.date())}, {clock_words(at)}"


def until_words(duty: OnDuty) -> str:
    return moment_words(duty.until) if duty.until is not None else "responsible now"


def absence_line(absence: Absence) -> str:
    """left 23 Nov 2026, 12:00, back 23 Nov 2026, 12:45: 45 minutes."""
    lasted, back = absent_for(absence), absence.returned_at
    left = f"left {moment_words(absence.left_at)}"
    if lasted is None or back is None:
        return f"{left}, not back yet"
    back_words = clock_words(back) if back.date() == absence.left_at.date() else moment_words(back)
    return f"{left}, back {back_words}: {minutes_words(-(-int(lasted.total_seconds()) // 60))}"


def days_words(record: DutyRecord) -> str:
    """27 Oct 2026 to 23 Nov 2026."""
    return f"{date_words(record.since)} to {date_words(record.until)}"
