"""Reading FHIR R4 JSON as plain dictionaries, with decimals kept exactly as they were written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias

import msgspec

Resource: TypeAlias = dict[str, Any]

BASE = "https://fhir.nhs.uk/StructureDefinition/"
UKCORE_REPEAT = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation"
REPEAT_INFORMATION = BASE + "Extension-EPS-RepeatInformation"
BUSINESS_STATUS = BASE + "Extension-EPS-TaskBusinessStatus"
REPLACEMENT_OF = BASE + "Extension-replacementOf"
CONTROLLED_DRUG = BASE + "Extension-DM-ControlledDrug"

SHORT_ID = "https://fhir.nhs.uk/Id/prescription-order-number"
LONG_ID = "https://fhir.nhs.uk/Id/prescription"
ITEM_ID = "https://fhir.nhs.uk/Id/prescription-order-item-number"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
RFC4122 = "https://tools.ietf.org/html/rfc4122"

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


class NotFhir(Exception):
    """These bytes are no FHIR resource in JSON."""


def parse(text: bytes | str) -> Resource:
    """One resource. Raises NotFhir."""
    try:
        resource = _decoder.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotFhir(f"not JSON: {error}") from None
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise NotFhir("not a FHIR resource: no resourceType")
    return resource


def render(resource: Resource) -> str:
    """The resource as JSON, decimals as they came."""
    return _encoder.encode(resource).decode()


def rows(resource: Resource | None, field: str) -> list[Resource]:
    """A repeating field as a list of objects; missing is empty, a single object is a list of one."""
    found = (resource or {}).get(field)
    if isinstance(found, dict):
        return [found]
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def part(resource: Resource | None, *fields: str) -> Resource:
    """The object at that path, or an empty one."""
    found: Any = resource or {}
    for field in fields:
        found = found.get(field) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def text(resource: Resource | None, *fields: str) -> str:
    """The text at that path, or an empty text."""
    found = part(resource, *fields[:-1]).get(fields[-1])
    return "" if found is None else str(found)


def entries(bundle: Resource, kind: str | None = None) -> list[Resource]:
    """The resources in a Bundle, in order; those of one type only if `kind` is given."""
    found = [part(entry, "resource") for entry in rows(bundle, "entry")]
    return [resource for resource in found if kind is None or resource.get("resourceType") == kind]


def extension(resource: Resource | None, url: str) -> Resource:
    """The first extension with that URL, or an empty one."""
    return next((found for found in rows(resource, "extension") if found.get("url") == url), {})


def identifier(resource: Resource | None, system: str, field: str = "identifier") -> str:
    """The value of the identifier of that system, or an empty text."""
    return next((text(row, "value") for row in rows(resource, field) if row.get("system") == system), "")


def codings(concept: Resource | None) -> Iterator[Resource]:
    """Every coding of a CodeableConcept."""
    yield from rows(concept, "coding")


def code(concept: Resource | None) -> str:
    """The first code of a CodeableConcept, or an empty text."""
    return next((text(coding, "code") for coding in codings(concept)), "")


def by_reference(bundle: Resource, reference: str) -> Resource:
    """The resource in the Bundle that a reference points to, or an empty one."""
    if not reference:
        return {}
    for entry in rows(bundle, "entry"):
        resource = part(entry, "resource")
        if entry.get("fullUrl") == reference or f"urn:uuid:{resource.get('id')}" == reference:
            return resource
    return {}


def contained(resource: Resource, reference: str) -> Resource:
    """The contained resource that a `#id` reference points to, or an empty one."""
    return next((row for row in rows(resource, "contained") if f"#{row.get('id')}" == reference), {})


def repeat_counts(resource: Resource | None) -> tuple[int, int] | None:
    """(repeats allowed, repeats issued) as the wire has them, one less than people count; None if absent."""
    held = extension(resource, REPEAT_INFORMATION)
    counts: dict[str, int] = {}
    for row in rows(held, "extension"):
        value = row.get("valueInteger", row.get("valueUnsignedInt"))
        if isinstance(value, int):
            counts[text(row, "url")] = value
    if "numberOfRepeatsIssued" not in counts or "numberOfRepeatsAllowed" not in counts:
        return None
    return counts["numberOfRepeatsAllowed"], counts["numberOfRepeatsIssued"]


def plain_id(value: str) -> str:
    """A UUID as it compares: lower case, without a urn: prefix."""
    return value.lower().removeprefix("urn:uuid:")
