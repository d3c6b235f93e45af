"""Documents that came from outside: prescriptions in, plain facts and named problems out.

A reader of documents never raises for what stands in a document: whatever is wrong comes back as a `Problem` on the
prescription it concerns, or on a stand-in where no prescription could be made out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dispensary.domain.identifiers import PrescriptionId
from dispensary.domain.prescription import PatientAsSent, Prescriber, Prescription, Problem, Severity, Treatment

FILE_UNREADABLE = "file-unreadable"
NOT_UTF8 = "not-utf8"
NOT_JSON = "not-json"
TOO_DEEP = "too-deep"
TOO_LARGE = "too-large"
NOT_FHIR = "not-fhir"
NO_PRESCRIPTION = "no-prescription"
TREATMENT_NOT_STATED = "treatment-not-stated"
ISSUE_NOT_STATED = "issue-not-stated"

UNREADABLE = frozenset({FILE_UNREADABLE, NOT_UTF8, NOT_JSON, TOO_DEEP, TOO_LARGE, NOT_FHIR})
"""Problem codes that mean: nothing at all was read from this file."""

NO_ID = PrescriptionId("")
"""Stands where a document gives no prescription ID. It is never valid."""


class PrescriptionReader(Protocol):
    """Reads one document of any EPS kind."""

    def __call__(self, data: bytes) -> Sequence[Prescription]:
        """Every prescription in it, in its order; at least one entry, a stand-in with an error where there is none.

        Never raises for the content of `data`.
        """


class CannotDigest(Exception):
    """A document lacks something that is signed, so no digest can be made. The message says what, in words."""


class PrescriptionDigest(Protocol):
    """Works out what a prescriber's system signs for an order."""

    def __call__(self, document: bytes, signed_at: datetime, algorithm: str) -> tuple[str, str, str]:
        """Digest value (base64), SignedInfo and fragments (canonical XML). Algorithm "RS1" or "RS256".

        Raises CannotDigest where the document cannot be read, holds no order, or lacks something that is signed.
        """


def nothing_read(code: str, message: str) -> Prescription:
    """The stand-in for a document without a prescription: no ID, no items, one error that says why."""
    return Prescription(
        id=NO_ID,
        treatment=Treatment.ACUTE,
        patient=PatientAsSent(nhs_number=None, name=""),
        prescriber=Prescriber(name=""),
        items=(),
        problems=(Problem(Severity.ERROR, code, message),),
    )
