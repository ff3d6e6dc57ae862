"""ID numbers: G16 word for word, and properties over all of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.id_numbers import as_eighteen, check_character, read_id_float, read_id_number

TODAY = date(2026, 10, 31)
AREAS = st.sampled_from(["110105", "420902", "420922", "420981", "421087", "440524"])
BIRTHS = st.dates(date(1900, 1, 1), TODAY)
SERIALS = st.integers(1, 997)


def read(text: str) -> tuple[str, str, str]:
    found = read_id_number(text, today=TODAY)
    return found.number, found.error, found.warning


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_G16_the_samples_of_the_standard_are_accepted(number: str) -> None:
    assert read(number) == (number, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "\u200b11010519491231002X\u00a0",
    ],
)
def test_G16_spellings_are_normalised(text: str) -> None:
    assert read(text) == ("11010519491231002X", "", "")


def test_G16_fifteen_digits_are_the_old_form() -> None:
    found = read_id_number("110105491231002", today=TODAY)
    assert (found.number, found.birth, found.sex) == ("110105491231002", date(1949, 12, 31), "女")
    assert as_eighteen(found.number) == "11010519491231002X"
    assert read_id_float(110105491231002.0, today=TODAY).number == "110105491231002"


def test_G16_unknown_area_only_warns() -> None:
    number, error, warning = read("321119197310306324")
    assert (number, error) == ("321119197310306324", "")
    assert "321119" in warning


@pytest.mark.parametrize("area", ["110105", "440524", "420902", "420922", "420981", "421087"])
def test_G16_known_areas_do_not_warn(area: str) -> None:
    body = f"{area}19800101001"
    assert read(body + check_character(body))[2] == ""


def test_G16_check_digit_off_by_one() -> None:
    assert "应是 X" in read("110105194912310021")[1]


def test_G16_birth_in_the_future() -> None:
    body = "11010520990101001"
    assert "2099-01-01" in read(body + check_character(body))[1]
    assert "2099-01-01" in read("110105209901010010")[1]


@pytest.mark.parametrize("text", ["420922199302131000", "4.20922E+17", "4.20922199302131E+17"])
def test_G16_cut_by_excel_is_named(text: str) -> None:
    found = read_id_number(text, today=TODAY)
    assert "被 Excel 截断" in found.error
    assert "文本" in found.remedy


def test_G16_a_number_cell_has_lost_its_end() -> None:
    assert "被 Excel 截断" in read_id_float(420922199302131417.0, today=TODAY).error


@pytest.mark.parametrize(
    "text", ["", "12345", "abc", "1101051949123100", "110105194913310021", "11010518751231002X", "４２"]
)
def test_what_is_no_number_is_an_error_with_a_remedy(text: str) -> None:
    found = read_id_number(text, today=TODAY)
    assert found.error
    assert found.remedy


@given(AREAS, BIRTHS, SERIALS)
def test_every_well_formed_number_is_accepted(area: str, birth: date, serial: int) -> None:
    body = f"{area}{birth:%Y%m%d}{serial:03d}"
    found = read_id_number(body + check_character(body), today=TODAY)
    assert (found.error, found.birth, found.sex) == ("", birth, "男" if serial % 2 else "女")


@given(AREAS, BIRTHS, SERIALS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(area: str, birth: date, serial: int, place: int, shift: int) -> None:
    body = f"{area}{birth:%Y%m%d}{serial:03d}"
    number = body + check_character(body)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert read_id_number(wrong, today=TODAY).error


@given(st.text(max_size=24))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    found = read_id_number(text, today=TODAY)
    assert bool(found.number) != bool(found.error)
