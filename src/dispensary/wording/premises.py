"""The pharmacy's details and limits in words."""

from collections.abc import Mapping

from dispensary.domain.accuracy.mapped import FEWEST, MOST
from dispensary.domain.premises import LAWFUL_ABSENCE, LEAST_LOCK, MOST_LOCK, Detail

UNFIT: Mapping[Detail, str] = {
    Detail.NAME: "The pharmacy needs its name: it stands on every label.",
    Detail.ADDRESS: "The pharmacy needs its address: it stands on every label.",
    Detail.PHONE: "The pharmacy needs a telephone number, so that people can ask.",
    Detail.ODS: "That is not an ODS code. It is on the pharmacy's NHS contract, like FA123.",
    Detail.LOCK: f"A counter covers itself after {LEAST_LOCK} to {MOST_LOCK} minutes. Type a whole number of them.",
    Detail.VERIFICATIONS: (
        f"A mapped barcode counts as known after {FEWEST} to {MOST} good verifications. Type a whole number of them."
    ),
    Detail.ABSENCE: "Absence in one day is a whole number of minutes, from 0 to 1440. Type it in figures.",
}


def absence_note(minutes: int) -> str:
    """Said beside a limit that is longer than the law's."""
    if minutes <= LAWFUL_ABSENCE:
        return ""
    return (
        f"The law allows {LAWFUL_ABSENCE} minutes in one day (SI 2008/2789, regulation 3). Set more only once the law "
        "has changed."
    )
