"""The digests and signature schemes that are met in office files, by name."""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from app.reports.signing.verdicts import strange_algorithm

HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,  # what older Excel writes
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


def hash_named(name: str) -> hashes.HashAlgorithm:
    """The hash called `name` ('sha256'); a Refusal for one we do not judge."""
    if name not in HASHES:
        raise strange_algorithm()
    return HASHES[name]()


def digest(name: str, *chunks: bytes | memoryview) -> bytes:
    """The digest `name` of the chunks put together."""
    state = hashes.Hash(hash_named(name))
    for chunk in chunks:
        state.update(bytes(chunk) if isinstance(chunk, memoryview) else chunk)
    return state.finalize()


def signature_holds(
    certificate: x509.Certificate,
    signature: bytes,
    message: bytes,
    hash_name: str,
    *,
    pss: bool = False,
    raw_ec: bool = False,
) -> bool:
    """Whether `signature` over `message` was made with the key of `certificate`.

    RSA (PKCS#1 v1.5, or PSS) and ECDSA (DER, or r followed by s when `raw_ec`, as XML has it).
    """
    key, algorithm = certificate.public_key(), hash_named(hash_name)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            scheme = padding.PSS(padding.MGF1(algorithm), padding.PSS.AUTO) if pss else padding.PKCS1v15()
            key.verify(signature, message, scheme, algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(_der(signature) if raw_ec else signature, message, ec.ECDSA(algorithm))
        else:
            raise strange_algorithm()
    except InvalidSignature:
        return False
    return True


def _der(raw: bytes) -> bytes:
    half = len(raw) // 2
    return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
