"""The honour board and the list of wishes for the notice board: every word with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.models.points import BoardWish, Span, Standing, Star, Sums
from app.models.wishes import Kind, PublicWish, PublicWishes
from app.reports.fonts import bundled_fonts
from app.reports.honour_board import BoardFacts, board_title, honour_board_pdf
from app.reports.wish_notice import wish_notice_pdf
from tests.reports.golden import compare, pdf_dump
from tests.reports.reading import pdfium_text

BRANCH = "大院社区党委"
MADE = date(2026, 11, 21)
_NAMES = ("王国强", "李秀英", "欧阳春华", "阿不都热西提·买买提", "𠮷田", "张伟", "刘洋", "陈静", "黄丽", "周杰", "吴昊")


def _rows(count: int) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            place + 1, place, _NAMES[place % len(_NAMES)], "助老小分队", Sums(40 - place % 40, 60, 400),
            Star(2, "二星", 300) if place < 8 else None,
        )
        for place in range(count)
    )  # fmt: skip


def _board(wish: BoardWish, count: int) -> bytes:
    return honour_board_pdf(BoardFacts(BRANCH, wish, _rows(count), MADE), fonts=bundled_fonts())


def test_golden_honour_board() -> None:
    compare("honour-board-pdf.txt", pdf_dump(_board(BoardWish(2026, 10, whole=True), 11)))


def test_names_are_masked_unless_they_agreed_and_many_go_on() -> None:
    text = "".join(pdfium_text(_board(BoardWish(2026, 10, Span.YEAR, paper="A3"), 90)))
    assert "王*强" in text
    assert not any(name in text for name in _NAMES if len(name) > 1)
    assert "90" in text  # the last place, on a page of its own
    assert "2026年1月至10月" in text


@pytest.mark.parametrize(("paper", "tied"), [("A4", 4), ("A3", 6), ("A4", 9), ("A4", 1)])
def test_many_who_are_tied_at_the_head_leave_the_foot_free(paper: str, tied: int) -> None:
    rows = tuple(replace(row, place=1 if row.place <= tied else row.place) for row in _rows(40))
    pdf = honour_board_pdf(BoardFacts(BRANCH, BoardWish(2026, 10, paper=paper), rows, MADE), fonts=bundled_fonts())
    document = pypdfium2.PdfDocument(pdf)
    seen = 0
    for page in document:
        words = page.get_textpage()
        text = [words.get_text_range(at, 1) for at in range(words.count_chars())]
        foot = max(
            words.get_charbox(at)[3] for at, char in enumerate(text) if char == "截"
        )  # 积分截至…, on the last line
        points = [at for at, char in enumerate(text) if char == "分" and text[at - 1] == " "]  # 40 分
        assert min(words.get_charbox(at)[1] for at in points) > foot + 6
        seen += len(points)
    assert seen == len(rows)
    document.close()


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        (BoardWish(2026, 10), "2026年10月光荣榜"),
        (BoardWish(2026, 1, Span.YEAR), "2026年1月光荣榜"),
        (BoardWish(2026, 3, Span.TOTAL), "累计积分光荣榜"),
    ],
)
def test_the_board_says_what_it_is_about(wish: BoardWish, title: str) -> None:
    assert board_title(wish) == title


def test_golden_wish_notice() -> None:
    wishes = (
        PublicWish("心愿〔2026〕1号", "微心愿", "想拍一张全家福", "待认领", date(2026, 11, 1), date(2026, 12, 1), ""),
        PublicWish(
            "心愿〔2026〕12号", "微心愿", "想要一副老花镜", "办理中", date(2026, 12, 20), date(2027, 1, 3), "王*强"
        ),
    )
    compare(
        "wish-notice-pdf.txt",
        pdf_dump(wish_notice_pdf(PublicWishes(BRANCH, Kind.WISH, MADE, wishes, 3), fonts=bundled_fonts())),
    )


def test_offers_say_who_provides_and_no_day() -> None:
    offer = PublicWish(
        "服务〔2026〕1号", "服务", "上门理发", "提供中", date(2026, 11, 1), date(2027, 11, 1), "助老小分队"
    )
    text = "".join(
        pdfium_text(wish_notice_pdf(PublicWishes(BRANCH, Kind.OFFER, MADE, (offer,), 0), fonts=bundled_fonts()))
    )
    assert "提供者" in text
    assert "期限" not in text
