"""The XML Signature inside Provenance.signature.data, opened without trusting it (reference/eps/SIGNATURE.md)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from enum import Enum

from cryptography.hazmat.primitives import hashes
from lxml import etree

from dispensary.adapters.eps.signature_xml import XMLDSIG

_MAX_BYTES = 512 * 1024
_CERTIFICATE_MARKS = ("BEGIN CERTIFICATE", "END CERTIFICATE")


class MalformedSignature(Exception):
    """The data is no XML Signature; the message says what is missing, to follow "Invalid signature format:"."""


class UnsignedDigest(Exception):
    """The data is a bare SignedInfo: a digest to be signed, without a signature."""


class Algorithm(Enum):
    """The two signature algorithms of EPS. Whatever names neither is taken as SHA-1, as EPS does."""

    RS1 = ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1", "sha1")
    RS256 = ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256", "sha256")

    @classmethod
    def named(cls, name: str) -> "Algorithm | None":
        return cls.__members__.get(name)

    @classmethod
    def of_method(cls, signature_method: str) -> "Algorithm":
        return cls.RS256 if signature_method == cls.RS256.signature_method else cls.RS1

    @property
    def signature_method(self) -> str:
        return self.value[0]

    @property
    def digest_method(self) -> str:
        return self.value[1]

    @property
    def hash(self) -> hashes.HashAlgorithm:
        return hashes.SHA256() if self is Algorithm.RS256 else hashes.SHA1()  # noqa: S303  EPS still signs with SHA-1

    def digest_of(self, fragments: str) -> str:
        """The base64 hash of canonical fragments."""
        return base64.b64encode(hashlib.new(self.value[2], fragments.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class Envelope:
    """One opened signature. signed_info is canonical; certificate is DER, empty where its base64 is broken."""

    signed_info: str
    algorithm: Algorithm
    value: bytes
    certificate: bytes
    several_certificates: bool = False


def open_envelope(data: str) -> Envelope:
    """The parts of a base64 XML Signature. Raises UnsignedDigest or MalformedSignature."""
    root = _root(_base64(data))
    if etree.QName(root).localname == "SignedInfo":
        raise UnsignedDigest
    info = _only(root, "SignedInfo")
    value = _only(root, "SignatureValue")
    certificates = _all(root, "X509Certificate")
    if info is None or value is None or not _text(value) or not certificates:
        raise MalformedSignature("the signed digest, the signature value or the certificate is missing")
    text = _text(certificates[0])
    several = len(certificates) > 1 or any(mark in text for mark in _CERTIFICATE_MARKS)
    method = _only(info, "SignatureMethod")
    return Envelope(
        signed_info=_canonical(info),
        algorithm=Algorithm.of_method(method.get("Algorithm", "") if method is not None else ""),
        value=_or_empty(_text(value)),
        certificate=_or_empty(text),
        several_certificates=several,
    )


def _base64(data: str) -> bytes:
    if len(data) > _MAX_BYTES:
        raise MalformedSignature("it is far longer than any signature")
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raise MalformedSignature("it is not base64") from None


def _or_empty(text: str) -> bytes:
    try:
        return _base64(text)
    except MalformedSignature:
        return b""


def _root(xml: bytes) -> etree._Element:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise MalformedSignature("it declares its own entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise MalformedSignature("it is not XML") from None
    return root


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))


def _only(root: etree._Element, name: str) -> etree._Element | None:
    found = _all(root, name)
    return found[0] if len(found) == 1 else None


def _text(holder: etree._Element) -> str:
    return "".join(str(part) for part in holder.itertext()).strip()


def _canonical(info: etree._Element) -> str:
    """Exclusive C14N of SignedInfo, with the XML Signature namespace put on it where it came without (as EPS does)."""
    if etree.QName(info).namespace is None:
        bare = etree.tostring(info, method="c14n", exclusive=True, with_comments=False).decode()
        return bare.replace("<SignedInfo", f'<SignedInfo xmlns="{XMLDSIG}"', 1)
    return etree.tostring(info, method="c14n", exclusive=True, with_comments=False).decode()
