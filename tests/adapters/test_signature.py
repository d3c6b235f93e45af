"""The prescriber's signature: what is signed, what is verified, and what is said when it cannot be."""

import base64
import copy
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from dispensary.adapters.eps.reader import read_document
from dispensary.adapters.eps.resources import Findings, Node, parse
from dispensary.adapters.eps.signature import NO_ISSUERS, Verdict, digest, examine, look_at_signature
from dispensary.adapters.eps.signature_envelope import Algorithm, Envelope
from dispensary.application.ports.documents_in import CannotDigest
from dispensary.domain.prescription import Signature, SignatureStatus

FIXTURES = Path(__file__).parents[1] / "fixtures" / "eps"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "eps"
VECTORS = SHARED / "signature"
SIGNED_AT = datetime(2026, 11, 2, 10, 30, tzinfo=UTC)
FROM, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)

needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(), reason="the shared signature vectors are not beside this checkout"
)


class Signer:
    """A throw-away certification authority and one prescriber's key under it."""

    def __init__(self) -> None:
        self.ca_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ca = self.certificate("Test CA", "Test CA", self.ca_key, FROM, UNTIL, ca=True)
        self.own = self.certificate("Pat Prescriber", "Test CA", self.key, FROM, UNTIL)

    def certificate(
        self, subject: str, issuer: str, key: rsa.RSAPrivateKey, start: datetime, end: datetime, *, ca: bool = False
    ) -> bytes:
        built = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(self.ca_key, hashes.SHA256())
        )
        return built.public_bytes(serialization.Encoding.DER)

    def sign(self, order: dict[str, Any], algorithm: str = "RS256", certificate: bytes | None = None) -> dict[str, Any]:
        """The order with a Provenance whose signature covers it."""
        _, info, _ = digest(json.dumps(order).encode(), SIGNED_AT, algorithm)
        kind = hashes.SHA256() if algorithm == "RS256" else hashes.SHA1()
        value = base64.b64encode(self.key.sign(info.encode(), padding.PKCS1v15(), kind)).decode()
        held = base64.b64encode(certificate or self.own).decode()
        return with_signature(order, envelope_xml(info, value, held))


def envelope_xml(info: str, value: str, certificate: str) -> str:
    inner = info.replace(' xmlns="http://www.w3.org/2000/09/xmldsig#"', "")
    return (
        f'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">{inner}<SignatureValue>{value}</SignatureValue>'
        f"<KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></Signature>"
    )


def with_signature(order: dict[str, Any], xml: str | bytes, when: str = "2026-11-02T10:30:00+00:00") -> dict[str, Any]:
    signed = copy.deepcopy(order)
    raw = xml.encode() if isinstance(xml, str) else xml
    provenance = {"resourceType": "Provenance", "signature": [{"when": when, "data": base64.b64encode(raw).decode()}]}
    signed["entry"].append({"fullUrl": "urn:uuid:provenance", "resource": provenance})
    return signed


def order() -> dict[str, Any]:
    return json.loads((FIXTURES / "order-acute.json").read_text(encoding="utf-8"))


def looked_at(document: dict[str, Any], anchors: tuple[bytes, ...] = (), *, released: bool = False) -> Signature:
    node: Node = parse(json.dumps(document).encode(), Findings())
    return look_at_signature(node, anchors, released=released)


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer()


@pytest.mark.parametrize("algorithm", ["RS1", "RS256"])
def test_a_whole_signature_under_a_trusted_issuer_is_valid(signer: Signer, algorithm: str) -> None:
    found = looked_at(signer.sign(order(), algorithm), (signer.ca,))
    assert found.status is SignatureStatus.VALID
    assert found.signed_at == SIGNED_AT
    assert found.reasons == ("Revocation lists were not checked.",)


def test_without_trusted_issuers_it_is_never_called_valid(signer: Signer) -> None:
    found = looked_at(signer.sign(order()))
    assert (found.status, found.reasons) == (SignatureStatus.UNVERIFIABLE, (NO_ISSUERS,))


def test_an_unknown_issuer_is_not_trusted(signer: Signer) -> None:
    found = looked_at(signer.sign(order()), (Signer().ca,))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons[0].startswith("Certificate not trusted")


def test_no_signature_is_absent() -> None:
    assert looked_at(order()) == Signature(SignatureStatus.ABSENT)


def change_quantity(document: dict[str, Any]) -> None:
    line = next(
        entry["resource"] for entry in document["entry"] if entry["resource"]["resourceType"] == "MedicationRequest"
    )
    line["dispenseRequest"]["quantity"]["value"] = 280


def change_dose(document: dict[str, Any]) -> None:
    line = next(
        entry["resource"] for entry in document["entry"] if entry["resource"]["resourceType"] == "MedicationRequest"
    )
    line["dosageInstruction"][0]["text"] = "10 tablets - twice a day"


def change_patient(document: dict[str, Any]) -> None:
    patient = next(entry["resource"] for entry in document["entry"] if entry["resource"]["resourceType"] == "Patient")
    patient["birthDate"] = "1951-02-28"


@pytest.mark.parametrize("change", [change_quantity, change_dose, change_patient])
def test_an_order_changed_after_signing_is_invalid(signer: Signer, change: Callable[[dict[str, Any]], None]) -> None:
    signed = signer.sign(order())
    change(signed)
    found = looked_at(signed, (signer.ca,))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons[0].startswith("Signature doesn't match prescription")


def test_a_released_copy_that_does_not_rebuild_is_unverifiable_not_invalid(signer: Signer) -> None:
    signed = signer.sign(order())
    change_dose(signed)
    found = looked_at(signed, (signer.ca,), released=True)
    assert found.status is SignatureStatus.UNVERIFIABLE
    assert "EPS checked the signature itself" in found.reasons[0]


def test_what_is_not_signed_may_change(signer: Signer) -> None:
    signed = signer.sign(order())
    for entry in signed["entry"]:
        if entry["resource"]["resourceType"] == "MedicationRequest":
            entry["resource"]["dispenseRequest"]["performer"]["identifier"]["value"] = "FA009"
            entry["resource"]["groupIdentifier"]["value"] = "something else"
    assert looked_at(signed, (signer.ca,)).status is SignatureStatus.VALID


def test_a_signature_of_another_key_is_invalid(signer: Signer) -> None:
    other = Signer()
    found = looked_at(other.sign(order(), certificate=signer.own), (signer.ca,))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons[0].startswith("Signature is invalid")


def test_a_certificate_that_had_expired_is_invalid(signer: Signer) -> None:
    early = signer.certificate("Pat", "Test CA", signer.key, FROM, FROM + timedelta(days=30))
    found = looked_at(signer.sign(order(), certificate=early), (signer.ca,))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons == (
        "Certificate expired when signed: the signing time is outside the certificate's own dates.",
    )


def test_two_certificates_are_refused(signer: Signer) -> None:
    _, info, _ = digest(json.dumps(order()).encode(), SIGNED_AT, "RS256")
    xml = envelope_xml(info, "AAAA", "AA</X509Certificate><X509Certificate>AA")
    found = looked_at(with_signature(order(), xml))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons[0].startswith("Multiple certificates")


def test_a_bare_digest_is_unverifiable() -> None:
    _, info, _ = digest(json.dumps(order()).encode(), SIGNED_AT, "RS1")
    found = looked_at(with_signature(order(), info))
    assert found.status is SignatureStatus.UNVERIFIABLE
    assert "nobody signed" in found.reasons[0]


def test_an_empty_signature_value_and_certificate_are_invalid() -> None:
    _, info, _ = digest(json.dumps(order()).encode(), SIGNED_AT, "RS1")
    found = looked_at(with_signature(order(), envelope_xml(info, "", "")))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons[0].startswith("Invalid signature format")


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Signature>&b;</Signature>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Signature/>'


@pytest.mark.parametrize("xml", [b"", b"not xml", b"<Signature", BOMB, OUTSIDE, b"\x00", "<Ünïcode/>".encode("utf-16")])
def test_hostile_xml_is_an_invalid_format(xml: bytes) -> None:
    found = looked_at(with_signature(order(), xml or b" "))
    assert found.status is SignatureStatus.INVALID
    assert found.reasons[0].startswith("Invalid signature format")


def test_an_order_that_lacks_what_is_signed_is_unverifiable(signer: Signer) -> None:
    signed = signer.sign(order())
    signed["entry"] = [entry for entry in signed["entry"] if entry["resource"]["resourceType"] != "PractitionerRole"]
    found = looked_at(signed, (signer.ca,))
    assert found.status is SignatureStatus.UNVERIFIABLE
    assert "the prescriber's role is missing" in found.reasons[0]


@given(
    data=st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda raw: base64.b64encode(raw).decode())),
    when=st.one_of(st.text(max_size=25), st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])),
)
@settings(max_examples=100, deadline=None)
def test_any_signature_data_gets_a_verdict_and_never_valid(data: str, when: str) -> None:
    document = with_signature(order(), b"x")
    document["entry"][-1]["resource"]["signature"] = [{"when": when, "data": data}]
    assert looked_at(document).status is not SignatureStatus.VALID


def test_the_fragments_carry_what_is_signed_once_escaped() -> None:
    value, info, fragments = digest((FIXTURES / "order-acute.json").read_bytes(), SIGNED_AT, "RS256")
    assert value == base64.b64encode(hashlib.sha256(fragments.encode()).digest()).decode()
    assert f"<DigestValue>{value}</DigestValue>" in info
    assert fragments.startswith(
        '<FragmentsToBeHashed><Fragment><time xmlns="urn:hl7-org:v3" value="20261102103000"></time>'
        '<id xmlns="urn:hl7-org:v3" root="000000A0-0000-4000-8000-000000000000"></id></Fragment>'
    )
    assert "<name>EXAMPLE &amp; TEST SURGERY</name>" in fragments
    assert "&lt;medication&gt;Aspirin 75mg dispersible tablets&lt;/medication&gt;" in fragments
    assert "CD: twenty eight\nDose lowered &amp;lt;by&amp;gt; the pain team &amp; the GP" in fragments
    assert '<quantity unit="1" value="0.5">' in fragments
    assert 'extension="0000001"' in fragments
    assert "repeatNumber" not in fragments


def test_repeat_dispensing_signs_the_real_number_of_issues() -> None:
    _, _, fragments = digest((FIXTURES / "order-erd.json").read_bytes(), SIGNED_AT, "RS1")
    assert '<repeatNumber><high value="6"></high></repeatNumber>' in fragments


def test_the_signing_time_is_signed_in_utc() -> None:
    summer = datetime.fromisoformat("2026-07-01T10:00:00+01:00")
    _, _, fragments = digest((FIXTURES / "order-erd.json").read_bytes(), summer, "RS1")
    assert 'value="20260701090000"' in fragments


@pytest.mark.parametrize(
    ("data", "signed_at", "algorithm", "words"),
    [
        (b"{", SIGNED_AT, "RS1", "not complete JSON"),
        (b'{"resourceType": "Bundle"}', SIGNED_AT, "RS1", "holds no prescribed item"),
        (b"{}", SIGNED_AT, "ES256", "unknown"),
        (b"{}", SIGNED_AT.replace(tzinfo=None), "RS1", "offset"),
    ],
)
def test_what_cannot_be_digested_says_why(data: bytes, signed_at: datetime, algorithm: str, words: str) -> None:
    with pytest.raises(CannotDigest, match=words):
        digest(data, signed_at, algorithm)


def _vectors(name: str) -> list[dict[str, Any]]:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


@needs_vectors
def test_the_published_prepare_digests_are_reproduced() -> None:
    """All but those whose request was edited after its digest was made, which the vectors mark as not reproduced."""
    reproduced = {}
    for vector in _vectors("prepare-digest-vectors.json"):
        request = (SHARED / vector["prepare_request"]).read_bytes()
        value, info, fragments = digest(request, datetime.fromisoformat(vector["timestamp"]), vector["algorithm"])
        same = value == vector["digest_value"]
        reproduced[vector["prepare_request"]] = (same, vector["reproduced"])
        if same:
            assert (info, fragments) == (vector["signed_info_canonical"], vector["canonical_fragments"])
    assert {name: pair for name, pair in reproduced.items() if pair[0] != pair[1]} == {}
    assert sum(same for same, _ in reproduced.values()) == 28


@needs_vectors
def test_the_signed_prescriptions_get_the_expected_verdicts() -> None:
    for vector in _vectors("signed-prescription-vectors.json"):
        envelope = Envelope(
            signed_info=vector["signed_info_canonical"],
            algorithm=Algorithm.of_method(vector["signature_method"]),
            value=base64.b64decode(vector["signature_value"] + "=="),
            certificate=base64.b64decode(vector["certificate_der_b64"]),
        )
        when = datetime.strptime(vector["author_time"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        verdict = Verdict()
        examine(envelope, vector["canonical_fragments"], when, (), verdict, released=False)
        said = " ".join(verdict.wrong)
        assert ("Signature is invalid" not in said) == vector["rsa_valid"], vector["source"]
        assert ("doesn't match" not in said) == vector["digest_matches"], vector["source"]
        assert (not verdict.wrong) == (vector["expect"] == "valid"), vector["source"]


@needs_vectors
def test_no_published_bundle_is_called_valid() -> None:
    statuses = [
        prescription.signature.status
        for path in sorted((SHARED / "eps-api" / "examples").rglob("*.json"))
        for prescription in read_document(path.read_bytes())
    ]
    assert SignatureStatus.INVALID in statuses
    assert SignatureStatus.VALID not in statuses
