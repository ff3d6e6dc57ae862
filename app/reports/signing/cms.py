"""The envelope inside a PDF signature: CMS SignedData (RFC 5652) in the CAdES form that PAdES B-B asks for.

Source: ETSI EN 319 142-1, 6.3 (signed attributes content-type, message-digest, signing-certificate-v2; no
signing-time, the time stands in the PDF dictionary).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509

from app.reports.signing import der
from app.reports.signing.algorithms import signature_holds
from app.reports.signing.certificates import SigningIdentity, require_readable
from app.reports.signing.verdicts import changed, strange_algorithm, unreadable

# `cms` knows it by this name only once `tsp` is imported: else the first file of a process would pass unasked
SIGNING_CERTIFICATE = str(cms.CMSAttributeType.map("1.2.840.113549.1.9.16.2.47"))
assert tsp.SigningCertificateV2


@dataclass(frozen=True)
class Envelope:
    """A parsed envelope: the signer's certificate, the digest it vouches for (`hash_name` of the document)."""

    certificate: x509.Certificate
    hash_name: str
    document_digest: bytes
    bare: bool  # nothing in it but what its signature covers: our own form, to the byte


def seal_digest(document_digest: bytes, identity: SigningIdentity) -> bytes:
    """The DER envelope in which `identity` vouches for a SHA-256 `document_digest` (32 bytes)."""
    attributes = der.attributes(document_digest, identity.certificate_der)
    return der.envelope(attributes, identity.sign(attributes), identity.certificate_der)


def envelope_size(identity: SigningIdentity) -> int:
    """The exact length in bytes of every envelope of `identity`."""
    attributes = der.attributes(bytes(32), identity.certificate_der)
    return len(der.envelope(attributes, bytes(identity.key.key_size // 8), identity.certificate_der))


def open_envelope(raw: bytes) -> Envelope:
    """The envelope in `raw`, its inner signature checked; a Refusal when it does not hold."""
    try:
        content = cms.ContentInfo.load(raw, strict=True)
        if content["content_type"].native != "signed_data":
            raise changed("签名内容已损坏")
        signed = content["content"]
        if len(signed["signer_infos"]) != 1:
            raise strange_algorithm()
        return _judge(raw, signed, signed["signer_infos"][0])
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise changed("签名内容已损坏") from error


def _judge(raw: bytes, signed: Any, info: Any) -> Envelope:
    certificate = _certificate_of(signed, info)
    attributes = info["signed_attrs"]
    if not isinstance(attributes, cms.CMSAttributes) or not len(attributes):
        raise strange_algorithm()
    named = {one["type"].native: one["values"] for one in attributes}
    if len(named) != len(attributes):
        raise changed("签名内容已损坏")
    hash_name = info["digest_algorithm"]["algorithm"].native
    _check_algorithm(info["signature_algorithm"], hash_name)
    encoded = certificate.dump()
    loaded = x509.load_der_x509_certificate(encoded)
    require_readable(loaded)
    covered = attributes.untag().dump()
    pss = info["signature_algorithm"].signature_algo == "rsassa_pss"
    if not signature_holds(loaded, info["signature"].native, covered, hash_name, pss=pss):
        raise changed("签名与签名人不符")
    _check_certificate(named, encoded)
    bare = raw == der.envelope(covered, info["signature"].native, encoded)
    return Envelope(loaded, hash_name, named["message_digest"][0].native, bare)


def _certificate_of(signed: Any, info: Any) -> asn1_x509.Certificate:
    wanted = info["sid"]
    for choice in signed["certificates"]:
        one = choice.chosen
        if choice.name != "certificate":
            continue
        if wanted.name == "issuer_and_serial_number":
            same = (wanted.chosen["issuer"] == one.issuer) and wanted.chosen[
                "serial_number"
            ].native == one.serial_number
        else:
            same = wanted.chosen.native == one.key_identifier
        if same:
            return one
    if len(signed["certificates"]):
        raise changed("签名人的证书被替换")
    raise unreadable("文件中没有签名人的证书。")


def _check_algorithm(algorithm: Any, hash_name: str) -> None:
    """Refuse what is not RSA or ECDSA, and a scheme whose own hash differs from the digest's."""
    name = algorithm["algorithm"].native
    if name in ("rsassa_pkcs1v15", "rsassa_pss"):
        return
    if name not in {f"{hash_name}_rsa", f"{hash_name}_ecdsa"}:
        raise strange_algorithm()


def _check_certificate(named: dict[str, Any], certificate_der: bytes) -> None:
    """The certificate must be the one that was meant at signing, where the signature says which it was."""
    values = named.get(SIGNING_CERTIFICATE)
    if values is None:
        return
    reference = values[0]["certs"][0]
    if reference["hash_algorithm"]["algorithm"].native == "sha256" and (
        reference["cert_hash"].native != sha256(certificate_der).digest()
    ):
        raise changed("签名人的证书被替换")
