"""Our own envelope in DER, byte by byte: its form is fixed, and a general encoder takes ten times as long.

Source: ITU-T X.690 (DER), RFC 5652 (SignedData), RFC 5035 (signing-certificate-v2).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

SEQUENCE, SET, INTEGER, OCTETS, NULL = 0x30, 0x31, 0x02, 0x04, b"\x05\x00"
PARTS_0 = 0xA0  # context-specific, constructed, number 0
DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
SHA256 = bytes.fromhex("0609608648016503040201")
RSA_SHA256 = bytes.fromhex("06092a864886f70d01010b")


def tlv(tag: int, *parts: bytes) -> bytes:
    """One element: its tag, its length in the shortest form, its content."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def attributes(document_digest: bytes, certificate_der: bytes) -> bytes:
    """The signed attributes as the SET over which the signature is made."""
    reference = tlv(SEQUENCE, tlv(OCTETS, sha256(certificate_der).digest()))  # SHA-256 is the default and left out
    found = (
        _attribute(CONTENT_TYPE, DATA),
        _attribute(MESSAGE_DIGEST, tlv(OCTETS, document_digest)),
        _attribute(SIGNING_CERTIFICATE, tlv(SEQUENCE, tlv(SEQUENCE, reference))),
    )
    return tlv(SET, *sorted(found))


def envelope(signed_attributes: bytes, signature: bytes, certificate_der: bytes) -> bytes:
    """The whole ContentInfo around the attributes (a SET, as `attributes` gives it) and their signature."""
    sha = tlv(SEQUENCE, SHA256, NULL)
    version = tlv(INTEGER, b"\x01")
    info = tlv(
        SEQUENCE,
        version,
        _issuer_and_serial(certificate_der),
        sha,
        bytes((PARTS_0,)) + signed_attributes[1:],
        tlv(SEQUENCE, RSA_SHA256, NULL),
        tlv(OCTETS, signature),
    )
    signed = tlv(
        SEQUENCE,
        version,
        tlv(SET, sha),
        tlv(SEQUENCE, DATA),
        tlv(PARTS_0, certificate_der),
        tlv(SET, info),
    )
    return tlv(SEQUENCE, SIGNED_DATA, tlv(PARTS_0, signed))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return tlv(SEQUENCE, kind, tlv(SET, value))


@lru_cache(maxsize=256)
def _issuer_and_serial(certificate_der: bytes) -> bytes:
    from asn1crypto import x509

    tbs = x509.Certificate.load(certificate_der)["tbs_certificate"]
    return tlv(SEQUENCE, tbs["issuer"].dump(), tbs["serial_number"].dump())
