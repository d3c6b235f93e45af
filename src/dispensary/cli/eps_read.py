"""`dispensary eps read`: prescriptions as JSON, with exactly the keys that are public."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dispensary.application.ports.documents_in import (
    FILE_UNREADABLE,
    NO_ID,
    TREATMENT_NOT_STATED,
    UNREADABLE,
    PrescriptionReader,
    nothing_read,
)
from dispensary.domain.prescription import PatientAsSent, PrescribedItem, Prescriber, Prescription
from dispensary.domain.quantity import decimal_text

DONE = 0
NOTHING_READABLE = 2


def read_files(
    paths: Sequence[str], read_bytes: Callable[[str], bytes], reader: PrescriptionReader
) -> tuple[list[dict[str, Any]], int]:
    """One entry per prescription and at least one per file, in order, and the exit code.

    read_bytes gives a file's content and raises OSError (or ValueError for an impossible path) where it cannot. The
    exit code is 0 if any file could be read as a FHIR document, else 2.
    """
    entries: list[dict[str, Any]] = []
    read_any = False
    for path in paths:
        prescriptions = _read(path, read_bytes, reader)
        read_any = read_any or not any(_is_unreadable(prescription) for prescription in prescriptions)
        entries += [prescription_json(path, prescription) for prescription in prescriptions]
    return entries, DONE if read_any else NOTHING_READABLE


def _read(path: str, read_bytes: Callable[[str], bytes], reader: PrescriptionReader) -> Sequence[Prescription]:
    try:
        data = read_bytes(path)
    except IsADirectoryError:
        return (nothing_read(FILE_UNREADABLE, "This is a folder. Name the files in it."),)
    except FileNotFoundError:
        return (nothing_read(FILE_UNREADABLE, "There is no such file."),)
    except (OSError, ValueError):
        return (nothing_read(FILE_UNREADABLE, "The file cannot be read. Check its permissions."),)
    return reader(data)


def _is_unreadable(prescription: Prescription) -> bool:
    return any(problem.code in UNREADABLE for problem in prescription.problems)


def prescription_json(source: str, prescription: Prescription) -> dict[str, Any]:
    """One prescription under the public keys. What the document does not say is null."""
    known = prescription.id != NO_ID
    unsaid = any(problem.code == TREATMENT_NOT_STATED for problem in prescription.problems)
    stood_in = not known and not prescription.items
    return {
        "source": source,
        "prescription_id": prescription.id.value if known else None,
        "prescription_id_valid": prescription.id.is_valid if known else None,
        "prescription_uuid": prescription.uuid,
        "type_code": prescription.type_code,
        "treatment": None if unsaid or stood_in else prescription.treatment.value,
        "issue": prescription.repeat.issue,
        "issues_authorised": prescription.repeat.authorised,
        "review_date": _day(prescription.repeat.review_date),
        "nominated": prescription.nominated.value if prescription.nominated is not None else None,
        "patient": _patient(prescription.patient),
        "prescriber": _prescriber(prescription.prescriber),
        "items": [_item(item) for item in prescription.items],
        "signature": {
            "status": prescription.signature.status.value,
            "reasons": list(prescription.signature.reasons),
        },
        "problems": [
            {"severity": problem.severity.value, "code": problem.code, "message": problem.message}
            for problem in prescription.problems
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _patient(patient: PatientAsSent) -> dict[str, Any]:
    number = patient.nhs_number
    return {
        "nhs_number": number.value if number is not None else None,
        "nhs_number_valid": number.is_valid if number is not None else None,
        "name": patient.name or None,
        "birth_date": _day(patient.birth_date),
        "gender": patient.gender,
        "postcode": patient.address.postcode or None,
    }


def _prescriber(prescriber: Prescriber) -> dict[str, Any]:
    return {
        "name": prescriber.name or None,
        "organisation": prescriber.organisation.value if prescriber.organisation is not None else None,
        "phone": prescriber.phone,
    }


def _item(item: PrescribedItem) -> dict[str, Any]:
    return {
        "item_id": item.item_id.value or None,
        "code": item.code.value if item.code is not None else None,
        "name": item.name or None,
        "quantity": decimal_text(item.quantity.value) if item.quantity is not None else None,
        "unit": (item.quantity.unit or None) if item.quantity is not None else None,
        "dosage_text": item.dosage_text,
        "structured_dosage_text": item.structured_dosage_text,
        "dosage_conflict": item.dosage_conflict,
        "endorsements": list(item.endorsements),
        "cd_quantity_words": item.cd_quantity_words,
        "cd_schedule": item.cd_schedule,
        "status": item.line_status,
        "additional_instructions": item.additional_instructions,
    }
