"""A throw-away signing authority, the prescriber's advanced electronic signature, and its verification.

The keys live as long as the process. Nothing signed here means anything outside the simulator.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from dispensary.simulators.eps import fhir
from dispensary.simulators.eps.fhir import Resource
from dispensary.simulators.eps.fragments import fragments_to_be_hashed

_XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
_NOT_BEFORE = datetime(2015, 1, 1, tzinfo=UTC)
_NOT_AFTER = datetime(2095, 1, 1, tzinfo=UTC)
_SIGNATURE_TYPE = {"system": "urn:iso-astm:E1762-95:2013", "code": "1.2.840.10065.1.12.1.1"}


@dataclass(frozen=True, slots=True)
class _Algorithm:
    signature: str
    digest: str
    hash: hashes.HashAlgorithm
    name: str


_SHA1 = _Algorithm(_XMLDSIG + "rsa-sha1", _XMLDSIG + "sha1", hashes.SHA1(), "sha1")  # noqa: S303 - old orders use it
_SHA256 = _Algorithm(
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmlenc#sha256",
    hashes.SHA256(),
    "sha256",
)


class SigningAuthority:
    """A sub-CA with one prescriber's card: RSA-2048, SHA-256."""

    def __init__(self) -> None:
        authority_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        authority = _named("Local simulator signing authority", "CA")
        certificate = _certificate(authority, authority, authority_key.public_key(), authority_key, is_authority=True)
        holder = _named("Local simulator prescriber", "People")
        self._certificate = _certificate(holder, authority, self._key.public_key(), authority_key, is_authority=False)
        self.pem = certificate.public_bytes(Encoding.PEM).decode()

    def sign(self, order: Resource, signed_at: datetime) -> Resource:
        """The order with a Provenance that signs it: a new document, the old one untouched."""
        requests = fhir.entries(order, "MedicationRequest")
        signed = signed_info(fragments_to_be_hashed(order, signed_at), _SHA256)
        value = self._key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        der = self._certificate.public_bytes(Encoding.DER)
        bare = signed.replace(f' xmlns="{_XMLDSIG}"', "", 1)
        document = (
            f'<Signature xmlns="{_XMLDSIG}">{bare}'
            f"<SignatureValue>{base64.b64encode(value).decode()}</SignatureValue>"
            f"<KeyInfo><X509Data><X509Certificate>{base64.b64encode(der).decode()}</X509Certificate></X509Data></KeyInfo>"
            "</Signature>"
        )
        who = {"reference": fhir.text(requests[0], "requester", "reference")}
        when = signed_at.isoformat(timespec="seconds")
        provenance = {
            "resourceType": "Provenance",
            "target": [{"reference": entry["fullUrl"]} for entry in fhir.rows(order, "entry") if _is_request(entry)],
            "recorded": when,
            "agent": [{"who": who}],
            "signature": [
                {
                    "type": [_SIGNATURE_TYPE],
                    "when": when,
                    "who": who,
                    "data": base64.b64encode(document.encode()).decode(),
                }
            ],
        }
        return _with_provenance(order, provenance)


def _is_request(entry: Resource) -> bool:
    return fhir.text(entry, "resource", "resourceType") == "MedicationRequest" and "fullUrl" in entry


def _with_provenance(order: Resource, provenance: Resource) -> Resource:
    old = [entry for entry in fhir.rows(order, "entry") if fhir.text(entry, "resource", "resourceType") == "Provenance"]
    kept = [entry for entry in fhir.rows(order, "entry") if entry not in old]
    url = fhir.text(old[0], "fullUrl") if old else f"urn:uuid:{_derived_id(order)}"
    entry = {"fullUrl": url, "resource": {**provenance, "id": url.removeprefix("urn:uuid:")}}
    return {**order, "entry": [*kept, entry]}


def _derived_id(order: Resource) -> str:
    digest = hashlib.sha256(f"provenance {fhir.text(order, 'identifier', 'value')}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def _named(name: str, unit: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "dispensary-simulator"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPublicKey,
    signing_key: rsa.RSAPrivateKey,
    *,
    is_authority: bool,
) -> x509.Certificate:
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(_NOT_BEFORE).not_valid_after(_NOT_AFTER)
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    return builder.sign(signing_key, hashes.SHA256())


def signed_info(fragments: str, algorithm: _Algorithm) -> str:
    """The canonical SignedInfo over those fragments."""
    digest = base64.b64encode(hashlib.new(algorithm.name, fragments.encode(), usedforsecurity=False).digest()).decode()
    return (
        f'<SignedInfo xmlns="{_XMLDSIG}">'
        f'<CanonicalizationMethod Algorithm="{_C14N}"></CanonicalizationMethod>'
        f'<SignatureMethod Algorithm="{algorithm.signature}"></SignatureMethod>'
        f'<Reference><Transforms><Transform Algorithm="{_C14N}"></Transform></Transforms>'
        f'<DigestMethod Algorithm="{algorithm.digest}"></DigestMethod>'
        f"<DigestValue>{digest}</DigestValue></Reference></SignedInfo>"
    )


def signature_errors(order: Resource, trusted: list[str]) -> list[str]:
    """Everything wrong with the signature of an order, in the order and the words of EPS; empty if it is good.

    `trusted` are the certificates (PEM) of the authorities that count. No revocation lists: nothing here is revoked.
    """
    signature = next((row for held in fhir.entries(order, "Provenance") for row in fhir.rows(held, "signature")), {})
    try:
        document = base64.b64decode(fhir.text(signature, "data"), validate=False).decode()
        signed_at = datetime.fromisoformat(fhir.text(signature, "when"))
    except ValueError:
        return ["Invalid signature format"]
    info, value, certificate_text = (
        _between(document, name) for name in ("SignedInfo", "SignatureValue", "X509Certificate")
    )
    if not (info and value and certificate_text):
        return ["Invalid signature format"]
    if "CERTIFICATE" in certificate_text or document.count("<X509Certificate>") > 1:
        return ["Multiple certificates detected"]
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode(certificate_text))
    except ValueError:
        return ["Invalid certificate"]
    algorithm = _SHA256 if _SHA256.signature in info else _SHA1
    return [
        *_wrong_value(f'<SignedInfo xmlns="{_XMLDSIG}">{info}</SignedInfo>', value, certificate, algorithm),
        *_wrong_digest(order, signed_at, info, algorithm),
        *_wrong_certificate(certificate, signed_at, trusted),
    ]


def _between(document: str, name: str) -> str:
    found = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", document, re.DOTALL)
    return found.group(1).strip() if found else ""


def _wrong_value(info: str, value: str, certificate: x509.Certificate, algorithm: _Algorithm) -> list[str]:
    key = certificate.public_key()
    try:
        if not isinstance(key, rsa.RSAPublicKey):
            return ["Invalid certificate"]
        key.verify(base64.b64decode(value), info.encode(), padding.PKCS1v15(), algorithm.hash)
    except (InvalidSignature, ValueError):
        return ["Signature is invalid"]
    return []


def _wrong_digest(order: Resource, signed_at: datetime, info: str, algorithm: _Algorithm) -> list[str]:
    expected = signed_info(fragments_to_be_hashed(order, signed_at), algorithm)
    return [] if f">{info}</SignedInfo>" in expected else ["Signature doesn't match prescription"]


def _wrong_certificate(certificate: x509.Certificate, signed_at: datetime, trusted: list[str]) -> list[str]:
    errors = []
    if signed_at.tzinfo is None:
        signed_at = signed_at.replace(tzinfo=UTC)
    if not certificate.not_valid_before_utc < signed_at < certificate.not_valid_after_utc:
        errors.append("Certificate expired when signed")
    if not any(_issued_by(certificate, x509.load_pem_x509_certificate(pem.encode())) for pem in trusted):
        errors.append("Certificate not trusted")
    return errors


def _issued_by(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
