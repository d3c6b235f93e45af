"""Brands that dm+d has put under another generic product since a prescription was written, or shortly before."""

from datetime import timedelta

from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Kind, Moved
from dispensary.domain.prescription import PrescribedItem, Prescription

BEHIND = timedelta(days=62)
"""How old the dictionary of whoever wrote it may be (conformance row 1.8.2: two months)."""


def moved(place: Workplace, prescription: Prescription, item: PrescribedItem) -> Moved | None:
    """Where the ordered brand came from, if its prescriber may have seen it there (conformance row 1.8.14).

    None for a generic order, and for one that was written when every dictionary had it where it is now.
    """
    if item.code is None or place.dictionary.resolve(item.code).kind not in (Kind.AMP, Kind.AMPP):
        return None
    sheet = place.dictionary.sheet(item.code)
    found = sheet.moved if sheet is not None else None
    if found is None or prescription.authored_on is None:
        return found
    return found if prescription.authored_on < found.since + BEHIND else None
