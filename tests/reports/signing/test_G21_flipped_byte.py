"""G21: whatever is done to the bytes of a signed file, it is never called whole again."""

from __future__ import annotations

from random import Random

import pytest

from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.verify import Verdict, Verification, verify_bytes

PLACES = 1_000
KINDS = ["signed_pdf", "twice_signed_pdf", "pdf_signed_in_turn", "signed_workbook", "workbook_signed_in_turn"]


@pytest.fixture(params=KINDS)
def signed(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    data: bytes = request.getfixturevalue(request.param)
    return ("月报.pdf" if "pdf" in request.param else "月报.xlsx"), data


def judge(name: str, data: bytes | bytearray, *known: SigningIdentity) -> Verification:
    return verify_bytes(bytes(data), name, [one.cert_pem for one in known])


def test_G21_as_signed_it_is_whole(signed, branch, other) -> None:
    found = judge(*signed, branch, other)
    assert (found.verdict, found.known) == (Verdict.WHOLE, True)


def test_G21_flipped_byte(signed, branch, other) -> None:
    name, data = signed
    chance = Random(21)
    for _ in range(PLACES):
        place, mask = chance.randrange(len(data)), chance.randrange(1, 256)
        flipped = bytearray(data)
        flipped[place] ^= mask
        found = judge(name, flipped, branch, other)
        assert found.verdict is not Verdict.WHOLE, (place, mask)
        assert found.reason


def test_G21_flipped_bit_in_what_no_signature_covers_by_itself(signed, branch, other) -> None:
    """The last 4 kB hold the hole of a PDF, and the directory and signature part of a workbook: every third byte."""
    name, data = signed
    for place in range(max(0, len(data) - 4_000), len(data), 3):
        flipped = bytearray(data)
        flipped[place] ^= 0x20  # upper to lower case, in hex and in names
        assert judge(name, flipped, branch, other).verdict is not Verdict.WHOLE, place


@pytest.mark.parametrize("tail", [b"\0", b"\n", b" ", b"%%EOF\n", b"PK\x05\x06" + bytes(18), bytes(1_000)])
def test_G21_appended(signed, branch, other, tail: bytes) -> None:
    name, data = signed
    assert judge(name, data + tail, branch, other).verdict is not Verdict.WHOLE
    assert judge(name, tail + data, branch, other).verdict is not Verdict.WHOLE


def test_G21_truncated_cut_and_inserted(signed, branch, other, signed_pdf) -> None:
    name, data = signed
    chance = Random(22)
    first_signer_alone = {signed_pdf}  # a PDF cut back to its first signature is that PDF
    for _ in range(150):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.randrange(1, 500))
        for damaged in (data[:start], data[:start] + data[end:], data[:start] + b"0" + data[start:]):
            if damaged not in first_signer_alone:
                assert judge(name, damaged, branch, other).verdict is not Verdict.WHOLE, (start, end)
