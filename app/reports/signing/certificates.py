"""The branch's own certificate (支部证书): made at set-up, kept only inside the encrypted store."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from app.base.errors import UserFault

KEY_BITS = 3072  # good to 2030 and beyond (NIST SP 800-57 part 1), and taken by Excel, WPS, Adobe and LibreOffice
VALID_DAYS = 3653  # ten years with their leap days
NAME_LIMIT = 64  # X.520 upper bound of CN and O, in characters


@dataclass(frozen=True)
class SigningIdentity:
    """A private key (PKCS8 PEM, unencrypted: the store around it is encrypted) and its certificate (PEM)."""

    key_pem: bytes = field(repr=False)
    cert_pem: bytes

    @cached_property
    def key(self) -> rsa.RSAPrivateKey:
        """The loaded key. It was validated when it was made, and checking it anew costs ten signatures."""
        key = serialization.load_pem_private_key(self.key_pem, None, unsafe_skip_rsa_key_validation=True)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise UserFault("这个证书的密钥类型不能用来签名。", "请改用 RSA 证书。")
        return key

    @cached_property
    def certificate(self) -> x509.Certificate:
        """The loaded certificate."""
        return x509.load_pem_x509_certificate(self.cert_pem)

    @cached_property
    def certificate_der(self) -> bytes:
        """The certificate as DER bytes."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER certificate, 64 upper-case hex digits."""
        return fingerprint(self.certificate)

    @property
    def subject(self) -> str:
        """The name a reader sees: the common name of the certificate."""
        return common_name(self.certificate)

    def sign(self, message: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256 over `message`: the one scheme that every office program knows."""
        return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())


def make_branch_identity(branch: str, street: str, *, now: datetime) -> SigningIdentity:
    """A new self-signed identity of `branch` under `street`, valid ten years from `now` (local when naive).

    Takes about half a second. Raises UserFault when the branch has no name.
    """
    if not branch.strip():
        raise UserFault("还没有填写支部名称,不能生成证书。", "请先在设置中填写支部名称。")
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    certificate = _self_signed(key, _name(branch.strip(), street.strip()), now.astimezone().replace(microsecond=0))
    pkcs8 = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SigningIdentity(pkcs8, certificate.public_bytes(serialization.Encoding.PEM))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the DER certificate, 64 upper-case hex digits."""
    return certificate.fingerprint(hashes.SHA256()).hex().upper()


def common_name(certificate: x509.Certificate) -> str:
    """The subject's common name; the whole subject where there is none."""
    with long_names_allowed():
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(names[-1].value) if names else certificate.subject.rfc4514_string()


def require_readable(certificate: x509.Certificate) -> None:
    """Raises ValueError where what is shown of a certificate cannot be read: the library looks only when asked."""
    common_name(certificate)
    organisation_name(certificate)
    issuer_name(certificate)
    if certificate.not_valid_after_utc < certificate.not_valid_before_utc:
        raise ValueError("it was never valid")


def organisation_name(certificate: x509.Certificate) -> str:
    """The subject's organisation: the street over a branch, the branch over a person; '' where none is named."""
    with long_names_allowed():
        names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        return str(names[-1].value) if names else ""


def issuer_name(certificate: x509.Certificate) -> str:
    """The issuer as XML signatures write it (RFC 4514)."""
    with long_names_allowed():
        return certificate.issuer.rfc4514_string()


def self_signed(certificate: x509.Certificate) -> bool:
    """Whether nobody but its owner vouches for it."""
    with long_names_allowed():
        return certificate.issuer == certificate.subject


def _name(branch: str, street: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")]
    if street:
        parts.append(_attribute(NameOID.ORGANIZATION_NAME, street))
    parts.append(_attribute(NameOID.COMMON_NAME, branch))
    return x509.Name(parts)


def _attribute(oid: x509.ObjectIdentifier, text: str) -> x509.NameAttribute[str]:
    with long_names_allowed():
        return x509.NameAttribute(oid, text[:NAME_LIMIT], _validate=False)


@contextmanager
def long_names_allowed() -> Iterator[None]:
    """The limit of X.520 is in characters; the library counts bytes, of which a Chinese character takes three."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Attribute's length")
        yield


def _self_signed(key: rsa.RSAPrivateKey, name: x509.Name, now: datetime) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
