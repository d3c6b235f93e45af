"""The responsible pharmacist record, for the screen, the page and the command line. Reads only.

The law wants it open on the premises to the owner, the superintendent, the responsible pharmacist and the staff, and no
patient stands in it: so anybody on the staff may read it.
"""

from datetime import date, datetime, time, timedelta

from dispensary.application.workplace import Workplace
from dispensary.domain.duty_record import DutyRecord, duty_record

USUALLY = timedelta(days=27)
"""The four weeks that are shown where nobody says which days."""


def responsible_record(place: Workplace, since: date | None = None, until: date | None = None) -> DutyRecord:
    """The record of these days; without days, of the last four weeks up to today."""
    now = place.clock.now()
    last = until if until is not None else now.date()
    first = since if since is not None else _before(last)
    # An absence may have begun the evening before.
    begun = datetime.combine(first, time.min, now.tzinfo) - (timedelta(days=1) if first > date.min else timedelta())
    with place.store.read() as uow:
        return duty_record(uow.premises(), first, last, now, uow.duty.record(begun), uow.duty.absences(begun))


def _before(last: date) -> date:
    return last - USUALLY if last - date.min > USUALLY else date.min
