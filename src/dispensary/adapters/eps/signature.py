"""Our own look at the prescriber's advanced electronic signature (reference/eps/SIGNATURE.md).

EPS verifies every signature when it releases a prescription, and its verdict decides. This is a second pair of eyes:

- absent: the document carries no signature;
- invalid: something is wrong with the signature itself, or it does not fit an order as the prescriber sent it;
- unverifiable: nothing is known to be wrong, but not everything could be checked: where no trusted issuers are given,
  where the data holds only an unsigned digest, where what was signed cannot be rebuilt, and where a copy that EPS
  released does not give the digest back, since EPS does not store every word of the order;
- valid: digest, RSA signature, time and issuer all hold. Revocation lists are never asked: the reasons say so.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from dispensary.adapters.eps.resources import Findings, Node, NotReadable, Scope, parse
from dispensary.adapters.eps.signature_envelope import (
    Algorithm,
    Envelope,
    MalformedSignature,
    UnsignedDigest,
    open_envelope,
)
from dispensary.adapters.eps.signature_fragments import fragments_of
from dispensary.adapters.eps.signature_parts import CannotRecompute
from dispensary.adapters.eps.signature_xml import signed_info
from dispensary.application.ports.documents_in import CannotDigest
from dispensary.domain.prescription import Signature, SignatureStatus

REVOCATION_NOT_CHECKED = "Revocation lists were not checked."
NO_ISSUERS = "The certificate's issuer was not checked: no trusted issuers are set up here."
_RELEASED_COPY = (
    "The signed digest could not be rebuilt from this copy. EPS does not keep every word of an order, so this may mean "
    "nothing; EPS checked the signature itself when it released the prescription."
)


class Verdict:
    """Collects what was found; the worst finding decides."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.open: list[str] = []

    def signature(self, signed_at: datetime | None) -> Signature:
        if self.wrong:
            return Signature(SignatureStatus.INVALID, tuple(self.wrong + self.open), signed_at)
        if self.open:
            return Signature(SignatureStatus.UNVERIFIABLE, tuple(self.open), signed_at)
        return Signature(SignatureStatus.VALID, (REVOCATION_NOT_CHECKED,), signed_at)


def digest(document: bytes, signed_at: datetime, algorithm: str) -> tuple[str, str, str]:
    """(digest value, SignedInfo, fragments): what the prescriber's system signs for that order (PrescriptionDigest).

    signed_at: with its offset. algorithm: "RS1" (SHA-1) or "RS256" (SHA-256). Raises CannotDigest.
    """
    chosen = Algorithm.named(algorithm)
    if chosen is None:
        raise CannotDigest(f"The algorithm {algorithm} is unknown. Use RS1 or RS256.")
    if signed_at.tzinfo is None:
        raise CannotDigest("The signing time has no offset from UTC. Write it such as 2026-11-21T10:00:00+00:00.")
    try:
        fragments = fragments_of(parse(document, Findings()), signed_at)
    except NotReadable as unread:
        raise CannotDigest(unread.message) from None
    except CannotRecompute as lacking:
        raise CannotDigest(f"No digest can be made, because {lacking}.") from None
    value = chosen.digest_of(fragments)
    return value, signed_info(value, chosen.signature_method, chosen.digest_method), fragments


def look_at_signature(bundle: Node, anchors: Sequence[bytes] = (), *, released: bool) -> Signature:
    """The signature of an order message. `released`: the copy came from EPS, not from the prescriber's own system.

    anchors: certificates (DER or PEM) of the issuers that are trusted.
    """
    signatures = [
        mark for provenance in Scope.of_bundle(bundle).resources("Provenance") for mark in provenance.nodes("signature")
    ]
    if not signatures:
        return Signature(SignatureStatus.ABSENT)
    signed_at = read_instant(signatures[0].text("when"))
    data = signatures[0].text("data")
    if data is None:
        return Signature(
            SignatureStatus.ABSENT, ("The document has a place for a signature, and it is empty.",), signed_at
        )
    verdict = Verdict()
    if len(signatures) > 1:
        verdict.wrong.append("Multiple signatures: the document carries more than one.")
    try:
        envelope = open_envelope(data)
    except UnsignedDigest:
        verdict.open.append("The signature data holds a digest that nobody signed, so there is nothing to check.")
        return verdict.signature(signed_at)
    except MalformedSignature as malformed:
        verdict.wrong.append(f"Invalid signature format: {malformed}.")
        return verdict.signature(signed_at)
    examine(envelope, _fragments(bundle, signed_at, verdict), signed_at, anchors, verdict, released=released)
    return verdict.signature(signed_at)


def _fragments(bundle: Node, signed_at: datetime | None, verdict: Verdict) -> str | None:
    if signed_at is None:
        verdict.wrong.append("The signature does not say when it was made.")
        return None
    try:
        return fragments_of(bundle, signed_at)
    except CannotRecompute as lacking:
        verdict.open.append(f"What was signed cannot be rebuilt from this document, because {lacking}.")
        return None


def examine(
    envelope: Envelope,
    fragments: str | None,
    signed_at: datetime | None,
    anchors: Sequence[bytes],
    verdict: Verdict,
    *,
    released: bool,
) -> None:
    """Adds everything that can be said of one opened signature to the verdict, in the order that EPS checks it."""
    certificate = _certificate(envelope, verdict)
    if certificate is not None:
        _check_rsa(envelope, certificate, verdict)
    if fragments is not None and not _digest_matches(envelope, fragments):
        if released:
            verdict.open.append(_RELEASED_COPY)
        else:
            verdict.wrong.append(
                "Signature doesn't match prescription: what was signed is not what this document says."
            )
    if certificate is not None:
        _check_time(certificate, signed_at, verdict)
        _check_issuer(certificate, signed_at, anchors, verdict)


def _digest_matches(envelope: Envelope, fragments: str) -> bool:
    algorithm = envelope.algorithm
    rebuilt = signed_info(algorithm.digest_of(fragments), algorithm.signature_method, algorithm.digest_method)
    return rebuilt == envelope.signed_info


def _certificate(envelope: Envelope, verdict: Verdict) -> x509.Certificate | None:
    if envelope.several_certificates:
        verdict.wrong.append("Multiple certificates detected: a signature carries exactly one.")
        return None
    certificate = load_certificate(envelope.certificate)
    if certificate is None:
        verdict.wrong.append("Invalid certificate: the signer's certificate cannot be read.")
    return certificate


def load_certificate(data: bytes) -> x509.Certificate | None:
    """A certificate from DER or PEM; None where it is none."""
    try:
        if data.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion):
        return None


def _check_rsa(envelope: Envelope, certificate: x509.Certificate, verdict: Verdict) -> None:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, rsa.RSAPublicKey):
        verdict.wrong.append("Invalid certificate: it holds no RSA key.")
        return
    try:
        key.verify(envelope.value, envelope.signed_info.encode(), padding.PKCS1v15(), envelope.algorithm.hash)
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        verdict.wrong.append("Signature is invalid: it was not made with the key of the certificate beside it.")


def _check_time(certificate: x509.Certificate, signed_at: datetime | None, verdict: Verdict) -> None:
    if signed_at is not None and not _within(certificate, signed_at):
        verdict.wrong.append(
            "Certificate expired when signed: the signing time is outside the certificate's own dates."
        )


def _within(certificate: x509.Certificate, moment: datetime) -> bool:
    return certificate.not_valid_before_utc < moment < certificate.not_valid_after_utc


def _check_issuer(
    certificate: x509.Certificate, signed_at: datetime | None, anchors: Sequence[bytes], verdict: Verdict
) -> None:
    if not anchors:
        verdict.open.append(NO_ISSUERS)
        return
    issuers = [issuer for anchor in anchors if (issuer := load_certificate(anchor)) is not None]
    if not any(
        _issued(certificate, issuer) and (signed_at is None or _within(issuer, signed_at)) for issuer in issuers
    ):
        verdict.wrong.append("Certificate not trusted: none of the trusted issuers issued it.")


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def read_instant(text: str | None) -> datetime | None:
    """A FHIR instant with its offset, as UTC. None where there is none or it cannot be read."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
