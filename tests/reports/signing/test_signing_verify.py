"""The four verdicts, and files of every odd kind."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.base.errors import UserFault
from app.reports.signing.certificates import SigningIdentity, make_branch_identity
from app.reports.signing.container import deflated, read_entries, stored, write_container
from app.reports.signing.pdf import sign_pdf
from app.reports.signing.verify import Verdict, verify_bytes, verify_file
from app.reports.signing.workbook import sign_workbook

NOW = datetime(2025, 11, 21, 9, 30)


def repacked(data: bytes) -> bytes:
    """The same parts in another zip, as a program that saves the file anew would leave them."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return target.getvalue()


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """`data` with a part changed, again in our canonical container."""
    entries = read_entries(data)
    return write_container(
        [deflated(one.name, one.content.replace(old, new)) if one.name == part else one for one in entries]
    )


def test_whole_and_known(signed_pdf: bytes, signed_workbook: bytes, branch: SigningIdentity) -> None:
    for name, data in (("月报.pdf", signed_pdf), ("月报.xlsx", signed_workbook)):
        found = verify_bytes(data, name, [branch.certificate.public_bytes(Encoding.DER)])
        assert (found.file, found.verdict, found.known) == (name, Verdict.WHOLE, True)
        assert (found.signer, found.fingerprint) == ("幸福社区第一支部", branch.fingerprint)
        assert found.signed_at == "2025-11-21 09:30:00"
        assert "没有任何改动" in found.reason


def test_unknown_signer_is_whole_but_said_to_be_unknown(signed_pdf: bytes, signed_workbook: bytes, other) -> None:
    for name, data in (("月报.pdf", signed_pdf), ("月报.xlsx", signed_workbook)):
        found = verify_bytes(data, name, [other.cert_pem, b"not a certificate"])
        assert (found.verdict, found.known) == (Verdict.WHOLE, False)
        assert "身份未经确认" in found.reason


def test_second_signer_leaves_the_first_valid(twice_signed_pdf, twice_signed_workbook, branch, other) -> None:
    for name, data in (("月报.pdf", twice_signed_pdf), ("月报.xlsx", twice_signed_workbook)):
        found = verify_bytes(data, name, [branch.cert_pem, other.cert_pem])
        assert (found.verdict, found.known) == (Verdict.WHOLE, True)
        assert found.signer == '幸福社区第一支部、第二支部,"<&>"'
        assert found.fingerprint == other.fingerprint
        assert not verify_bytes(data, name, [other.cert_pem]).known


def test_unsigned(plain_pdf: bytes, any_workbook: bytes) -> None:
    for name, data in (("月报.pdf", plain_pdf), ("月报.xlsx", any_workbook)):
        found = verify_bytes(data, name, [])
        assert (found.verdict, found.signer, found.known) == (Verdict.UNSIGNED, None, False)


def test_changed_cell(signed_workbook: bytes) -> None:
    forged = replaced(signed_workbook, "xl/worksheets/sheet1.xml", b"<v>3</v>", b"<v>9</v>")
    assert verify_bytes(forged, "月报.xlsx", []).verdict is Verdict.CHANGED


def test_changed_title_and_new_part_which_excel_would_not_notice(signed_workbook: bytes) -> None:
    retitled = replaced(signed_workbook, "docProps/custom.xml", "幸福".encode(), "别处".encode())
    assert verify_bytes(retitled, "月报.xlsx", []).verdict is Verdict.CHANGED
    entries = read_entries(signed_workbook)
    stuffed = write_container([stored("docProps/x.xml", b"<x/>"), *entries])
    assert verify_bytes(stuffed, "月报.xlsx", []).verdict is Verdict.CHANGED


def test_our_workbook_in_another_zip_is_not_the_file_that_was_signed(signed_workbook: bytes) -> None:
    assert verify_bytes(repacked(signed_workbook), "月报.xlsx", []).verdict is Verdict.CHANGED


def test_signature_taken_out_of_the_links(signed_workbook: bytes) -> None:
    hidden = replaced(signed_workbook, "_rels/.rels", b"digital-signature/origin", b"digital-signature/nothing")
    assert verify_bytes(hidden, "月报.xlsx", []).verdict is Verdict.CHANGED


def test_pdf_changed_between_two_signatures(signed_pdf: bytes, branch: SigningIdentity) -> None:
    """A forger changes the page by an increment, which leaves the first signature intact, and signs over it."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(signed_pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    target = BytesIO()
    writer.write(target)
    assert verify_bytes(target.getvalue(), "a.pdf", [branch.cert_pem]).verdict is Verdict.CHANGED
    resigned = sign_pdf(target.getvalue(), branch, signed_at=NOW, reason="", name="")
    assert verify_bytes(resigned, "a.pdf", [branch.cert_pem]).verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.pdf", b""),
        ("空.xlsx", b""),
        ("字.txt", "你好".encode()),
        ("坏.pdf", b"%PDF-1.7\n%%EOF"),
        ("坏.xlsx", b"PK\x03\x04" + bytes(200)),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("别的.pdf", b"PK\x05\x06" + bytes(18)),
        ("零.xlsx", bytes(100)),
    ],
)
def test_unreadable(name: str, data: bytes) -> None:
    found = verify_bytes(data, name, [])
    assert found.verdict is Verdict.UNREADABLE
    assert re.search(r"[一-鿿]", found.reason)


def test_missing_file_and_folder(tmp_path: Path, signed_pdf: bytes) -> None:
    assert verify_file(tmp_path / "没有.pdf", []).verdict is Verdict.UNREADABLE
    assert "文件夹" in verify_file(tmp_path, []).reason
    (tmp_path / "月报 一.pdf").write_bytes(signed_pdf)
    assert verify_file(tmp_path / "月报 一.pdf", []).verdict is Verdict.WHOLE


def test_zip_bombs_are_left_alone(plain_workbook: bytes) -> None:
    bomb = deflated("xl/worksheets/sheet9.xml", bytes(150_000_000))
    lying = type(bomb)(bomb.name, bomb.method, bomb.crc, 100, bomb.packed)
    for entry in (bomb, lying):
        data = write_container([*read_entries(plain_workbook), entry])
        start = time.perf_counter()
        assert verify_bytes(data, "炸弹.xlsx", []).verdict is Verdict.UNREADABLE
        assert time.perf_counter() - start < 2
    same = read_entries(plain_workbook)[0]
    many = write_container([type(same)(f"a{n}", same.method, same.crc, same.size, b"") for n in range(30_000)])
    assert verify_bytes(many, "多.xlsx", []).verdict is Verdict.UNREADABLE


@pytest.mark.parametrize("filling", [b" ", b"/Type ", b"%%EOF\n", b"/ByteRange [0 1 ", b"1 0 obj\n"])
def test_long_garbage_is_judged_at_once(filling: bytes) -> None:
    start = time.perf_counter()
    data = b"%PDF-1.7\n" + filling * (20_000_000 // len(filling))
    assert verify_bytes(data, "长.pdf", []).verdict in (Verdict.UNREADABLE, Verdict.CHANGED)
    assert time.perf_counter() - start < 5


def test_what_cannot_be_signed_says_so(branch: SigningIdentity, plain_workbook: bytes) -> None:
    for data in (b"", b"garbage", b"%PDF-1.7\n%%EOF"):
        with pytest.raises(UserFault, match="不能签名"):
            sign_pdf(data, branch, signed_at=NOW, reason="", name="")
    other_zip = write_container([stored("a.txt", b"a")])
    for data in (b"", b"garbage", plain_workbook[:-9], other_zip):
        with pytest.raises(UserFault, match="不能签名"):
            sign_workbook(data, branch, signed_at=NOW)


def test_branch_without_a_name_gets_no_certificate() -> None:
    with pytest.raises(UserFault, match="支部名称"):
        make_branch_identity(" ", "幸福街道", now=NOW)


def test_key_stays_out_of_what_is_printed(branch: SigningIdentity) -> None:
    assert "PRIVATE" not in repr(branch)
    assert branch.certificate.not_valid_after_utc.year == 2035


def test_a_signature_outside_the_days_of_its_certificate_is_told(
    plain_pdf: bytes, plain_workbook: bytes, branch: SigningIdentity
) -> None:
    late = datetime(2036, 3, 1, 9, 30)  # the certificate was given for ten years
    known = [branch.certificate_der]
    for name, data in (
        ("月报.pdf", sign_pdf(plain_pdf, branch, signed_at=late)),
        ("月报.xlsx", sign_workbook(plain_workbook, branch, signed_at=late)),
    ):
        found = verify_bytes(data, name, known)
        assert (found.verdict, "不在证书的有效期之内" in found.reason) == (Verdict.WHOLE, True), name
    in_time = verify_bytes(sign_pdf(plain_pdf, branch, signed_at=NOW), "月报.pdf", known)
    assert "有效期" not in in_time.reason


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Lima"])
@pytest.mark.parametrize("said", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)])
def test_a_time_that_no_calendar_reaches_breaks_nothing(
    branch: SigningIdentity, monkeypatch: pytest.MonkeyPatch, zone: str, said: datetime
) -> None:
    from app.reports.signing import verify
    from app.reports.signing.verdicts import Signature

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        found = verify._accepted("月报.xlsx", [Signature(branch.certificate, said)], set())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found.verdict is Verdict.WHOLE
    assert "不在证书的有效期之内" in found.reason
