"""Names, addresses and telephone numbers in HL7 V3, and the refusal to sign what is not there."""

import re

from dispensary.adapters.eps.resources import Node
from dispensary.adapters.eps.signature_xml import element, text_element

ODS = "1.2.826.0.1285.0.1.10"
ODS_SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code"
SNOMED = "2.16.840.1.113883.2.1.3.2.4.15"
SNOMED_SYSTEM = "http://snomed.info/sct"

_NAME_USE = {
    "usual": "L",
    "official": "L",
    "temp": "A",
    "anonymous": "A",
    "nickname": "PREFERRED",
    "old": "PREVIOUS",
    "maiden": "PREVIOUS-MAIDEN",
}
_TELECOM_USE = {"home": "HP", "work": "WP", "temp": "HV", "mobile": "MC"}
_ADDRESS_USE = {"home": "H", "work": "WP", "temp": "TMP", "billing": "PST"}
_SPACE = re.compile(r"\s")


class CannotRecompute(Exception):
    """Something that is signed is missing or of an unknown kind; the message says what, to follow "because"."""


def needed(value: str | None, what: str) -> str:
    """The value, or CannotRecompute where there is none."""
    if value is None:
        raise CannotRecompute(f"{what} is missing")
    return value


def _use(holder: Node, known: dict[str, str], what: str) -> dict[str, str]:
    use = holder.text("use")
    if use is None:
        return {}
    if use not in known:
        raise CannotRecompute(f"the use of {what} is unknown ({use[:20]})")
    return {"use": known[use]}


def names(holders: tuple[Node, ...], what: str) -> list[str]:
    return [_name(holder, what) for holder in holders]


def _name(name: Node, what: str) -> str:
    family = name.text("family")
    parts = [text_element("prefix", text) for text in name.texts("prefix")]
    parts += [text_element("given", text) for text in name.texts("given")]
    parts += [text_element("family", family)] if family is not None else []
    parts += [text_element("suffix", text) for text in name.texts("suffix")]
    use = _use(name, _NAME_USE, f"{what}'s name")
    if parts:
        return element("name", use, *parts)
    plain = text_element("name", needed(name.text("text"), f"{what}'s name"))
    return plain if not use else element("name", use, plain.removeprefix("<name>").removesuffix("</name>"))


def telecoms(holders: tuple[Node, ...], what: str) -> list[str]:
    return [_telecom(holder, what) for holder in holders]


def _telecom(telecom: Node, what: str) -> str:
    value = _SPACE.sub("", needed(telecom.text("value"), f"{what}'s telephone number"))
    dialled = value if value.startswith("tel:") else f"tel:{value}"
    return element("telecom", {"value": dialled} | _use(telecom, _TELECOM_USE, f"{what}'s telephone number"))


def addresses(holders: tuple[Node, ...], what: str) -> list[str]:
    return [_address(holder, what) for holder in holders]


def _address(address: Node, what: str) -> str:
    lines = [*address.texts("line"), address.text("city"), address.text("district"), address.text("state")]
    parts = [text_element("streetAddressLine", line) for line in lines if line]
    postcode = address.text("postalCode")
    parts += [text_element("postalCode", postcode)] if postcode is not None else []
    return element("addr", _use(address, _ADDRESS_USE, f"{what}'s address"), *parts)
