"""Pairs of digits find what a plain search of the lines finds, and say the same of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.store.digits import Digits, is_number
from app.store.search import _Lines

NUMBERS = st.text("0123456789x-/", max_size=20)
LINES = st.lists(st.builds(lambda phone, number: f" {phone} {number}", NUMBERS, NUMBERS), min_size=1, max_size=8)
NEEDLES = st.from_regex(r"[0-9]{3,8}[0-9x]", fullmatch=True)


@given(LINES, NEEDLES)
def test_the_same_lines_in_the_same_order(lines: list[str], needle: str) -> None:
    digits, plain = Digits(lines), _Lines("\n".join(lines))
    assert list(digits.find(needle)) == list(plain.find(needle))


@given(st.data(), LINES)
def test_a_piece_of_a_line_is_found_in_it(data: st.DataObject, lines: list[str]) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    pieces = [line[a:b] for a in range(len(line)) for b in range(a + 4, len(line) + 1) if is_number(line[a:b])]
    if not pieces:
        return
    needle = data.draw(st.sampled_from(pieces))
    digits = Digits(lines)
    assert digits.has(number, needle)
    assert number in [found for found, _ in digits.find(needle)]


def test_numbers_of_neighbours_do_not_run_together() -> None:
    digits = Digits([" 13800001380 11010519491231002x", " 13912345678 420902199001011234"])
    assert list(digits.find("2x13")) == []
    assert list(digits.find("3801")) == []
    assert list(digits.find("002x")) == [(0, False)]
    assert list(digits.find("1391")) == [(1, True)]
    assert list(digits.find("42090")) == [(1, True)]


def test_two_phones_in_one_cell_are_both_found() -> None:
    digits = Digits([" 13800001111 ", " 13800001111 13900002222 15900003333 11010519491231002x"])
    assert list(digits.find("1390")) == [(1, True)]
    assert list(digits.find("0000")) == [(0, False), (1, False)]
    assert list(Digits([" 91380 1380 13800001111 13900002222"]).find("1380")) == [(0, False)]


def test_nobody_has_no_numbers() -> None:
    assert list(Digits([""]).find("1380")) == []
    assert list(Digits([]).find("1380")) == []


def test_what_counts_as_a_number() -> None:
    assert all(map(is_number, ("1380", "002x", "42090219")))
    assert not any(map(is_number, ("138", "x", "0x12", "3-2-1", "1380 ", "１３８０")))
