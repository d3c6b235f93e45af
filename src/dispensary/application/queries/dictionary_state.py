"""Which release of the dictionary is in use, which one was before it, and who may change that. Reads only."""

from dataclasses import dataclass
from datetime import date

from dispensary.application.ports.dictionary import Releases
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Release
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task


@dataclass(frozen=True, slots=True)
class DictionaryState:
    """may: this person may bring a release in and go back. previous: the release to go back to."""

    release: Release
    previous: Release | None
    may: bool
    today: date


def dictionary_state(place: Workplace, releases: Releases | None, viewer: UserId | None) -> DictionaryState:
    """releases: None where none can be brought in here."""
    today = place.clock.now().date()
    with place.store.read() as uow:
        user = uow.staff.get(viewer) if viewer is not None else None
    return DictionaryState(
        place.dictionary.release(),
        releases.previous() if releases is not None else None,
        user is not None and user.may(Task.ADMINISTER, today),
        today,
    )
