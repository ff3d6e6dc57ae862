"""Certificates from elsewhere: a .pfx with its key (PKCS #12, RFC 7292), or a plain certificate."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from app.base.clock import chinese_date
from app.base.errors import UserFault, WrongSecret
from app.reports.signing.certificates import SigningIdentity

SHORTEST_KEY = 2048  # bits; GM/T and NIST SP 800-131A alike call less than that out of date
SIZE_LIMIT = 1_000_000  # bytes


def open_pfx(content: bytes, password: str, *, now: datetime) -> SigningIdentity:
    """The identity in a .pfx or .p12. Each reason why it cannot sign is told as a UserFault with its remedy."""
    _require_shape(content)
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except (ValueError, TypeError) as error:
        raise WrongSecret("证书的密码不对。", "请向发证单位核对密码,注意大小写,再试一次。证书没有导入。") from error
    if key is None or certificate is None:
        raise UserFault(
            "这个文件里没有私钥,只能用来核对别人的签名,不能用来签名。", "请在导出证书时选“连同私钥一起导出”。"
        )
    if not isinstance(key, rsa.RSAPrivateKey):
        raise UserFault(
            "这个证书用的不是 RSA 密钥(可能是国密证书),Excel 和常用阅读器认不出它的签名。",
            "请向发证单位申请 RSA 证书。",
        )
    identity = SigningIdentity(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        certificate.public_bytes(serialization.Encoding.PEM),
    )
    if trouble := why_unusable(identity.certificate, now=now):
        raise UserFault(trouble, "请向发证单位换发新的证书。证书没有导入。")
    if certificate.public_key() != key.public_key():
        raise UserFault("文件里的私钥和证书对不上。", "请重新导出证书。")
    return identity


def why_unusable(certificate: x509.Certificate, *, now: datetime) -> str:
    """Why nothing can be signed with it today; '' when all is well. `now` is local when naive."""
    moment = now.astimezone()
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if moment > until:
        return f"证书已经过期(有效期到{chinese_date(until.astimezone().date())})。"
    if moment < since:
        return f"证书还没有生效({chinese_date(since.astimezone().date())}起有效),请先看看这台电脑的日期对不对。"
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < SHORTEST_KEY:
        return f"证书的密钥太短({key.key_size} 位,至少要 {SHORTEST_KEY} 位),签名容易被伪造。"
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return ""
    return "" if usage.digital_signature or usage.content_commitment else "这个证书不是用来签名的(只能加密)。"


def read_certificate(content: bytes) -> x509.Certificate | None:
    """A certificate file (.cer, .crt, .pem; DER or PEM); None for what is no certificate."""
    load = x509.load_pem_x509_certificate if b"-----BEGIN" in content else x509.load_der_x509_certificate
    try:
        return load(content)
    except ValueError:
        return None


def _require_shape(content: bytes) -> None:
    """A wrong password and a damaged file are the same to the library; the outer shape tells them apart."""
    from asn1crypto import pkcs12 as shapes

    if len(content) > SIZE_LIMIT:
        raise UserFault("文件太大,不是证书文件。", "请选择扩展名是 .pfx 或 .p12 的文件。")
    if read_certificate(content) is not None:
        raise UserFault(
            "这个文件里只有证书,没有私钥,不能用来签名。",
            "请选择 .pfx 或 .p12 文件;要登记对方的证书,请用“添加认识的签名人”。",
        )
    try:
        shape = shapes.Pfx.load(content, strict=True)
        content_type = shape["auth_safe"]["content_type"].native
    except (ValueError, TypeError, KeyError) as error:
        raise UserFault(
            "这不是证书文件,或者文件不完整。", "请选择扩展名是 .pfx 或 .p12 的文件,必要时重新导出。"
        ) from error
    if content_type != "data":
        raise UserFault("这个证书文件的封装方式不认识。", "请重新导出为普通的 .pfx 文件。")
