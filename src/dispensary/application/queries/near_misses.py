"""The near-miss log, as people read it and take it with them."""

from collections.abc import Sequence
from datetime import date

from dispensary.application.workplace import Workplace
from dispensary.domain.near_misses import NearMissRecord


def near_misses(place: Workplace, since: date | None = None, until: date | None = None) -> Sequence[NearMissRecord]:
    """Those of these days, both included, the last one first. Reads only."""
    with place.store.read() as uow:
        every = uow.near_misses.all()
    return [
        miss
        for miss in every
        if (since is None or miss.at.date() >= since) and (until is None or miss.at.date() <= until)
    ]
