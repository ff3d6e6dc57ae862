"""The handoff package: a zip of the report's files, a manifest over them, and a detached signature over the manifest.

`openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json` judges the signature without us. The
same content, the same signer: the same bytes. A receipt comes back in the same form.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any
from zipfile import BadZipFile

from cryptography import x509

from app.base.errors import UserFault
from app.models.packages import Manifest, PackedFile, PackedSigner, Receipt
from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.cms import open_envelope, seal_digest
from app.reports.signing.container import Entry, deflated, read_entries, stored, write_container
from app.reports.signing.verdicts import Refusal

PACKAGE, RECEIPT = "qicai-package", "qicai-receipt"
VERSION = 1
MANIFEST, RECEIPT_FILE, SEAL = "manifest.json", "receipt.json", ".p7s"
ENTRIES_LIMIT = 200
TEXT_LIMIT = 500  # characters of one line of a manifest or receipt
SMALL_LIMIT = 2_000_000  # bytes of a manifest, receipt or signature
_SERIAL = re.compile(r"(\d{4})-(\d{2})-\d{2,4}")
_NO_WORDS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Opened:
    """A package that is whole: what it says, its files by kind, who sealed it."""

    manifest: Manifest
    sha256: str
    contents: dict[str, bytes]
    certificate: x509.Certificate


@dataclass(frozen=True)
class OpenedReceipt:
    """A receipt that is whole, and who sealed it."""

    receipt: Receipt
    certificate: x509.Certificate


def pack(manifest: Manifest, contents: Mapping[str, bytes], identity: SigningIdentity) -> bytes:
    """The package; `contents` by name, just those that the manifest lists."""
    body = manifest_bytes(manifest)
    entries = [deflated(MANIFEST, body), stored(_seal_of(MANIFEST), _seal(body, identity))]
    for file in manifest.files:
        make = deflated if file.name.endswith(".json") else stored  # the others are packed as they are
        entries.append(make(file.name, contents[file.name]))
    return write_container(entries)


def manifest_bytes(manifest: Manifest) -> bytes:
    """What the seal is put under."""
    return _canonical(PACKAGE, asdict(manifest))


def unpack(data: bytes, name: str) -> Opened:
    """A package, looked through to the last digest. Raises UserFault that says what is wrong with it."""
    entries = _entries(data, name)
    body, certificate = _sealed(entries, MANIFEST, PACKAGE, name)
    manifest = _read(_manifest, json.loads(body), name)
    listed = {file.name for file in manifest.files}
    if len(listed) != len(manifest.files) or any(not _plain(one) for one in listed):
        raise _fault("里面的文件名不合规矩,为安全起见没有打开。", name)
    if len({file.kind for file in manifest.files}) != len(manifest.files):
        raise _fault("里面同一种文件有两份,分不清以哪份为准。", name)
    extra = entries.keys() - listed - {MANIFEST, _seal_of(MANIFEST)}
    if extra:
        raise _fault("里面夹带了清单上没有的文件。", name)
    contents = {}
    for file in manifest.files:
        content = _content(entries.get(file.name), file, name)
        contents[file.kind] = content
    if not {"pdf", "xlsx", "facts"} <= contents.keys():
        raise _fault("里面缺少月报的文件。", name)
    return Opened(manifest, sha256(body).hexdigest(), contents, certificate)


def pack_receipt(receipt: Receipt, identity: SigningIdentity) -> bytes:
    """The receipt with the street's signature."""
    body = _canonical(RECEIPT, asdict(receipt))
    return write_container([stored(RECEIPT_FILE, body), stored(_seal_of(RECEIPT_FILE), _seal(body, identity))])


def unpack_receipt(data: bytes, name: str) -> OpenedReceipt:
    """A receipt that is whole. Raises UserFault that says what is wrong with it."""
    entries = _entries(data, name)
    body, certificate = _sealed(entries, RECEIPT_FILE, RECEIPT, name)
    return OpenedReceipt(_read(_receipt, json.loads(body), name), certificate)


def is_receipt(data: bytes) -> bool:
    """Whether `data` looks like a receipt rather than a package."""
    return RECEIPT_FILE.encode() in data[:200]


# reading ------------------------------------------------------------------------------------------------------------


def _entries(data: bytes, name: str) -> dict[str, Entry]:
    if not data.startswith(b"PK"):
        raise _fault("这不是报送包。", name)
    try:
        found = read_entries(data)
    except Refusal as refusal:
        raise UserFault(refusal.reason, "请向报送单位重新索取。", place=name) from refusal
    except (BadZipFile, ValueError, struct.error, NotImplementedError, EOFError) as error:
        raise _fault("报送包不完整,可能没有传完或被截断。", name) from error
    entries = {entry.name: entry for entry in found}
    if len(found) > ENTRIES_LIMIT or len(entries) != len(found):
        raise _fault("里面的文件多得异常或有重名,为安全起见没有打开。", name)
    return entries


def _sealed(entries: Mapping[str, Entry], part: str, kind: str, name: str) -> tuple[bytes, x509.Certificate]:
    """The signed JSON `part` and who signed it, the signature held against it; its kind and version are ours."""
    body, seal = entries.get(part), entries.get(_seal_of(part))
    if body is None or seal is None:
        raise _fault("这不是报送包,或缺少清单和签名。", name)
    if body.size > SMALL_LIMIT or seal.size > SMALL_LIMIT:
        raise _fault("清单大得异常,为安全起见没有打开。", name)
    text = _unpacked(body, name)
    try:
        envelope = open_envelope(_unpacked(seal, name))
    except Refusal as refusal:
        raise UserFault(refusal.reason, "请向报送单位重新索取。", place=name) from refusal
    if envelope.hash_name != "sha256" or envelope.document_digest != sha256(text).digest():
        raise _fault("清单签名之后有改动。", name)
    try:
        said = json.loads(text)
        found, version = said["format"], said["version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _fault("清单的内容读不懂。", name) from error
    if found != kind:
        raise _fault("这不是所要的文件:报送包和回执不要弄混。", name)
    if not isinstance(version, int) or version > VERSION:
        raise UserFault("它是用更新版本的软件生成的。", "请先更新本软件,再收一次。", place=name)
    return text, envelope.certificate


def _content(entry: Entry | None, file: PackedFile, name: str) -> bytes:
    if entry is None:
        raise _fault(f"里面缺少“{file.name}”。", name)
    content = _unpacked(entry, name) if entry.size == file.size else b""
    if sha256(content).hexdigest() != file.sha256:
        raise _fault(f"里面的“{file.name}”签名之后有改动。", name)
    return content


def _unpacked(entry: Entry, name: str) -> bytes:
    try:
        return entry.content
    except (ValueError, zlib.error) as error:
        raise _fault(f"里面的“{entry.name}”已损坏。", name) from error


def _read(make: Any, said: dict[str, Any], name: str) -> Any:
    try:
        return make(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _fault("清单的内容读不懂。", name) from error


def _manifest(said: dict[str, Any]) -> Manifest:
    _require_identity(said)
    return Manifest(
        **{key: _text(said[key]) for key in ("serial", "branch", "street", "corrects", "issued_at", "facts_sha256")},
        year=_whole(said["year"]),
        month=_whole(said["month"]),
        signers=tuple(PackedSigner(**{key: _text(value) for key, value in one.items()}) for one in said["signers"]),
        files=tuple(
            PackedFile(_text(one["kind"]), _text(one["name"]), _whole(one["size"]), _text(one["sha256"]))
            for one in said["files"]
        ),
    )


def _receipt(said: dict[str, Any]) -> Receipt:
    _require_identity(said)
    texts = ("serial", "branch", "manifest_sha256", "receiver", "received_at")
    return Receipt(
        **{key: _text(said[key]) for key in texts},
        year=_whole(said["year"]),
        month=_whole(said["month"]),
        accepted=said["accepted"] is True,
        remarks=tuple(_text(one) for one in said["remarks"]),
    )


def _require_identity(said: dict[str, Any]) -> None:
    """Whose and which report: names of files, sheets and rows are made of this on the other side."""
    serial = _SERIAL.fullmatch(_text(said["serial"]))
    month = (_whole(said["year"]), _whole(said["month"]))
    if not _text(said["branch"]) or serial is None or (int(serial[1]), int(serial[2])) != month:
        raise ValueError("no report of ours is called so")
    if not (1900 <= month[0] <= 2999 and 1 <= month[1] <= 12):
        raise ValueError("no such month")


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("no whole number")
    return value


def _text(value: object) -> str:
    """One line of words; whoever packed it could put anything there."""
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        raise TypeError("no short text")
    line = " ".join(value.split())
    if _NO_WORDS.search(line):
        raise ValueError("characters that no text holds")
    return line


def _plain(name: str) -> bool:
    """Whether `name` is a bare file name: it is never used as a path, and still must not look like one."""
    return bool(name) and not any(character in '\\/:*?"<>|' or character < " " for character in name) and name[0] != "."


def _fault(what: str, name: str) -> UserFault:
    return UserFault(what, "请向报送单位重新索取。", place=name)


# writing ------------------------------------------------------------------------------------------------------------


def _canonical(kind: str, said: Mapping[str, Any]) -> bytes:
    """UTF-8, keys sorted, a field a line, so that a person can read it."""
    text = json.dumps({"format": kind, "version": VERSION, **said}, sort_keys=True, ensure_ascii=False, indent=1)
    return text.encode()


def _seal(body: bytes, identity: SigningIdentity) -> bytes:
    return seal_digest(sha256(body).digest(), identity)


def _seal_of(part: str) -> str:
    return part.rpartition(".")[0] + SEAL
