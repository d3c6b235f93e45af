"""Looking at the journal: whether it holds together."""

from dispensary.application.workplace import Workplace
from dispensary.domain.seals import Proof


def journal_state(place: Workplace, accept: str | None = None) -> Proof:
    """Goes through the whole journal and proves it. accept: a signing key not known here, by its fingerprint."""
    return place.store.prove(accept)
