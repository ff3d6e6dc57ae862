"""The judgement on one file: whole, changed, unsigned or unreadable, and why. Never raises for what is in a file."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from cryptography import x509

from app.base.clock import chinese_date
from app.base.errors import EnvironmentFault, UserFault
from app.base.files import read_bytes
from app.reports.signing.certificates import fingerprint
from app.reports.signing.pdf_check import examine_pdf
from app.reports.signing.verdicts import Refusal, Signature, SignedBy, Verdict, Verification, changed, unreadable
from app.reports.signing.workbook_check import examine_workbook

__all__ = ["SignedBy", "Verdict", "Verification", "verify_bytes", "verify_file"]

SIZE_LIMIT = 200_000_000  # bytes; ten times the largest ledger we have met
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def verify_file(path: Path, known: Collection[bytes]) -> Verification:
    """Judge the file at `path`; `known` holds the certificates (DER or PEM) of signers that were registered here."""
    try:
        data = read_bytes(path, at_most=SIZE_LIMIT)
    except EnvironmentFault as fault:
        # Windows calls a folder "access denied": say what it is
        what = "这是一个文件夹,请选择其中的文件。" if path.is_dir() else f"{fault.what}{fault.remedy}"
        return _refused(path.name, unreadable(what))
    return verify_bytes(data, path.name, known)


def verify_bytes(data: bytes, name: str, known: Collection[bytes]) -> Verification:
    """Judge `data`, a file called `name`; `known` as in verify_file."""
    try:
        return _accepted(name, _examine(data, name), fingerprints(known))
    except Refusal as refusal:
        return _refused(name, refusal)


def certificates_of(data: bytes, name: str) -> list[x509.Certificate]:
    """The certificates of all who signed `data`, each once. Raises UserFault when the file is not whole."""
    try:
        signatures = _examine(data, name)
    except Refusal as refusal:
        raise UserFault(
            f"不能从这个文件里认识签名人:{refusal.reason}", "请选择证书文件、证书名片或完整的签名文件。"
        ) from refusal
    return list({one.fingerprint: one.certificate for one in signatures}.values())


def _examine(data: bytes, name: str) -> list[Signature]:
    """Every signature of the file, oldest first; a Refusal when it is not whole."""
    if not data:
        raise unreadable("文件是空的。")
    if len(data) > SIZE_LIMIT:
        raise unreadable(f"文件太大(超过 {SIZE_LIMIT // 1_000_000} 兆)。")
    if data.startswith(OLD_EXCEL):
        raise unreadable("这是旧版 Excel 文件(.xls)或带密码的文件,不能核对签名。")
    lower = name.lower()
    looks_pdf = b"%PDF-" in data[:1024] or lower.endswith(".pdf")
    looks_zip = data.startswith(b"PK") or lower.endswith((".xlsx", ".xlsm"))
    examine = examine_workbook if looks_zip and not data.startswith(b"%PDF-") else examine_pdf
    if not looks_pdf and not looks_zip:
        raise unreadable("这不是 PDF,也不是 Excel 工作簿(.xlsx)。")
    try:
        return examine(data)
    except Refusal:
        raise
    except Exception as error:
        # Hostile bytes: whatever a parser trips over, the file is not whole
        if b"_xmlsignatures" in data or b"/ByteRange" in data:
            raise changed("文件内容已损坏") from error
        raise unreadable("文件已损坏,打不开。") from error


def fingerprints(known: Collection[bytes]) -> set[str]:
    """The SHA-256 fingerprints of the known certificates; one that cannot be read vouches for nobody."""
    found = set()
    for one in known:
        load = x509.load_pem_x509_certificate if b"-----BEGIN" in one else x509.load_der_x509_certificate
        try:
            found.add(fingerprint(load(one)))
        except ValueError:
            continue
    return found


def _accepted(name: str, signatures: list[Signature], known: set[str]) -> Verification:
    strangers = [one.signer for one in signatures if one.fingerprint not in known]
    last = signatures[-1]
    signers = "、".join(one.signer for one in signatures)
    when = _moment(last)
    signed = tuple(_signed_by(place, one, known, len(signatures)) for place, one in enumerate(signatures, start=1))
    said = f"{chinese_date(date.fromisoformat(when[:10]))} {when[11:16]}" if when else "未注明时间"
    reason = f"文件自“{signers}”签名({said})以来没有任何改动。"
    if strangers:
        reason += f"但签名人“{'、'.join(strangers)}”不在已登记的名单中,身份未经确认:请向对方当面核对证书指纹。"
    else:
        reason += "签名人已在名单中登记。"
    untimely = dict.fromkeys(one.signer for one in signatures if one.untimely)
    if untimely:
        reason += f"但“{'、'.join(untimely)}”的签名时间不在证书的有效期之内:请向出具单位问明原因。"
    return Verification(name, Verdict.WHOLE, signers, last.fingerprint, when, not strangers, reason, signed)


def _signed_by(order: int, one: Signature, known: set[str], count: int) -> SignedBy:
    covers = "整个文件" if order == count else "签名时的全部内容,之后只增加了后面的签名"
    role = one.role.words if one.role else ""
    name = one.name or one.signer
    return SignedBy(order, role, name, one.signer, one.fingerprint, _moment(one), one.fingerprint in known, covers)


def _moment(one: Signature) -> str | None:
    """Local time; None where it is not said, or lies where no calendar reaches."""
    try:
        if one.signed_at is None:
            return None
        return one.signed_at.astimezone().replace(tzinfo=None, microsecond=0).isoformat(sep=" ")
    except (OverflowError, ValueError):
        return None


def _refused(name: str, refusal: Refusal) -> Verification:
    return Verification(name, refusal.verdict, None, None, None, False, refusal.reason)
