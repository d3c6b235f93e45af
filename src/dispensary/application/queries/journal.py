"""Looking at the journal: whether it holds together."""

from dispensary.application.workplace import Workplace
from dispensary.domain.seals import Accepted, Proof


def journal_state(place: Workplace, accept: Accepted | None = None) -> Proof:
    """Goes through the whole journal and proves it. accept: what somebody vouches for."""
    return place.store.prove(accept)
