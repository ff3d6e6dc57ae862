"""Several sign in turn: each in a role, seen where the page names its place, the earlier ones still valid."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image

from app.base.errors import UserFault
from app.models.signers import Role, SealImage
from app.reports.pictures import page_pictures
from app.reports.signing.appearance import check_seal
from app.reports.signing.pdf import Signing, sign_pdf
from app.reports.signing.verify import Verdict, verify_bytes
from tests.reports.signing.conftest import CHAIN, NAMES

NOW = datetime(2025, 11, 21, 9, 30)


@pytest.mark.parametrize("kind", ["pdf_signed_in_turn", "workbook_signed_in_turn"])
def test_who_signed_as_what_and_covers_what(kind: str, request: pytest.FixtureRequest, branch, other) -> None:
    found = verify_bytes(request.getfixturevalue(kind), "月报", [branch.cert_pem])
    assert found.verdict is Verdict.WHOLE
    assert [(one.order, one.role, one.name) for one in found.signatures] == [
        (place, role.words, NAMES[role]) for place, role in enumerate(CHAIN, start=1)
    ]
    assert [one.signer for one in found.signatures] == [branch.subject, other.subject, branch.subject]
    assert [one.known for one in found.signatures] == [True, False, True]
    assert [one.covers == "整个文件" for one in found.signatures] == [False, False, True]
    assert not found.known


def test_signatures_are_seen_in_the_block(pdf_signed_in_turn: bytes, report_pdf: bytes) -> None:
    plain, signed = first_page(report_pdf), first_page(pdf_signed_in_turn)
    left, right = plain.crop((80, 130, 300, 175)), signed.crop((80, 130, 300, 175))
    assert left.tobytes() != right.tobytes()  # the preparer's line under the name
    red = [(x, y) for x in range(signed.width) for y in range(signed.height) if _is_red(signed.getpixel((x, y)))]
    across, down = (max(part) - min(part) for part in zip(*red, strict=True))
    ring = 42 / 25.4 * 72 * 284 / 300  # the picture's own edge is clear
    assert (across, down) == pytest.approx((ring, ring), abs=3)
    assert not any(_is_red(plain.getpixel(place)) for place in red)


def first_page(data: bytes) -> Image.Image:
    """The page as the window shows and prints it."""
    width, height, pixels = next(page_pictures(data, dpi=72))
    return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX")


def _is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 150 and max(pixel[1:]) < 60)


def test_no_one_signs_twice_and_no_other_field_comes_in(pdf_signed_in_turn: bytes, branch) -> None:
    with pytest.raises(UserFault, match="审核人已经"):
        sign_pdf(pdf_signed_in_turn, branch, signed_at=NOW, signing=Signing("甲", role=Role.REVIEWER))


@pytest.mark.parametrize(
    ("content", "width", "said"),
    [(b"no picture", 42, "印章图片"), (b"\x89PNG\r\n\x1a\n" + bytes(50), 42, "印章图片"), (b"", 42, "印章图片")],
)
def test_what_is_no_picture_is_refused(content: bytes, width: int, said: str) -> None:
    with pytest.raises(UserFault, match=said):
        check_seal(SealImage(content, width))


def test_a_scan_on_white_lets_the_words_through(seal: SealImage, report_pdf: bytes, branch) -> None:
    with Image.open(BytesIO(seal.content)) as ring:
        scan = Image.new("RGB", ring.size, "white")
        scan.paste(ring, mask=ring.getchannel("A"))
    target = BytesIO()
    scan.save(target, "JPEG", quality=95)
    signing = Signing("甲", "", Role.UNIT, SealImage(target.getvalue(), 42), (Role.UNIT,))
    data = sign_pdf(report_pdf, branch, signed_at=NOW, signing=signing)
    picture, plain = first_page(data).convert("L"), first_page(report_pdf).convert("L")
    assert sum(pixel < 90 for pixel in picture.tobytes()) >= sum(pixel < 90 for pixel in plain.tobytes())
