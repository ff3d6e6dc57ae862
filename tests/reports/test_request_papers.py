"""Papers of requests: every word with its place, callers masked, blanks blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.models.mediations import DisputeParty, Mediation
from app.models.patrols import Finding, Party, Patrol, WeekWork
from app.models.request_papers import AgreementPaper, PublicAnswer, PublicAnswers, WeekPaper, WhistleLetter
from app.models.requests import RequestRow, State
from app.reports.fonts import bundled_fonts
from app.reports.mediation_paper import agreement_pdf
from app.reports.public_answers import public_answers_pdf
from app.reports.request_letter import whistle_letters_pdf
from app.reports.weekly_work import weekly_work_pdf
from app.rules.public_words import public_words, without_numbers
from tests.reports.golden import compare, pdf_dump
from tests.reports.reading import pdfium_text

BRANCH = "大院社区党委"
MADE = date(2026, 11, 21)
LETTER = WhistleLetter(
    BRANCH, "〔2026〕3号", "综合执法中队", ("派出所",), date(2026, 11, 3), "2026-0012", date(2026, 11, 2), "违章搭建",
    "重大",
    "吹哨报到", "张*国", "138****1111", "大院小区3栋2单元1101室", "院内私搭外挂楼梯，占用消防通道。", "请现场查看。",
    date(2026, 11, 23), (), MADE,
)  # fmt: skip
MEDIATION = Mediation(
    1, "〔2026〕1号", 12, "2026-0012", date(2026, 11, 10), "社区调解室", "王书记", "楼上装修至夜间，影响休息。",
    "每晚八点后不施工，周末不施工。", "调解成功",
    (DisputeParty("张国强", None, "大院小区3栋2单元1101室", "138****1111"), DisputeParty("欧阳明")),
    date(2026, 11, 20), None, "",
)  # fmt: skip
ANSWERS = PublicAnswers(
    BRANCH, 2026, 10,
    tuple(
        PublicAnswer(
            date(2026, 9 + place % 2, 1 + place), "环境卫生", "楼道堆放杂物，请清理" * (1 + place % 3), "李*",
            date(2026, 10, 8 + place), "已解决",
        )
        for place in range(20)
    ),
    3, MADE,
)  # fmt: skip


def row(number: int, **more: object) -> RequestRow:
    values: dict[str, object] = {
        "id": number, "number": f"2026-{number:04d}", "received_on": date(2026, 11, 2), "channel": "群众来访",
        "category": "设施维修", "words": "井盖松动，夜间有响声", "grade": "一般", "household_id": None,
        "resident_id": None,
        "door": "大院小区东门", "caller": "", "phone": "", "grid": "第一网格", "state": State.ASSIGNED, "round": 1,
        "due_on": date(2026, 11, 18), "stopped": False, "handler": "市政公司", "waiting": 0, "closed_on": None,
        "outcome": "",
        "satisfaction": "未办结", "late_days": 0, "days_left": 0,
    }  # fmt: skip
    return RequestRow(**(values | more))  # type: ignore[arg-type]


FINDINGS = (
    Finding(1, "灯杆倾斜", "东门", None, "第一网格", None, None, "", False),
    Finding(2, "小广告", "3栋", None, "", MADE, None, "", True),
)
PARTIES = (
    Party("社区", came=True, names="王书记"),
    Party("服务中心", came=False),
    Party("物业", came=True, names="李经理"),
    Party("业委会", came=True),
)
WEEK = WeekWork(
    date(2026, 11, 16), date(2026, 11, 22),
    (row(1), row(2, late_days=3), row(3, stopped=True, due_on=None), row(4, due_on=None)),
    (row(5, closed_on=date(2026, 11, 17), outcome="已解决"),),
    FINDINGS[:1], FINDINGS[1:],
    (Patrol(1, date(2026, 11, 20), "东区", "先修井盖，再清理杂物。", PARTIES, FINDINGS),),
)  # fmt: skip


def text(pdf: bytes) -> str:
    return "".join("".join(pdfium_text(pdf)).split())


def test_golden_whistle_letter() -> None:
    pdf = whistle_letters_pdf((LETTER, replace(LETTER, department="派出所", others=())), fonts=bundled_fonts())
    compare("whistle-letter-pdf.txt", pdf_dump(pdf))


def test_a_letter_says_how_its_limit_was_found() -> None:
    words = text(whistle_letters_pdf((replace(LETTER, weekends_only=(2027,)),), fonts=bundled_fonts()))
    assert "2027年没有节假日表，期限只按周末推算" in words
    agreed = text(whistle_letters_pdf((replace(LETTER, due_on=None),), fonts=bundled_fonts()))
    assert "按约定的时间办理并答卷" in agreed
    assert "None" not in agreed


def test_golden_mediation_agreement() -> None:
    pdf = agreement_pdf(AgreementPaper(BRANCH, MEDIATION, MADE), fonts=bundled_fonts())
    compare("mediation-agreement-pdf.txt", pdf_dump(pdf))


def test_what_was_not_entered_is_blank() -> None:
    blank = replace(MEDIATION, facts="", agreement="", mediator="", place="", follow_up_on=None)
    words = text(agreement_pdf(AgreementPaper(BRANCH, blank, MADE), fonts=bundled_fonts()))
    assert words.count("＿" * 26) == 6
    assert "回访履行情况" not in words
    assert "None" not in words


def test_golden_public_answers() -> None:
    compare("public-answers-pdf.txt", pdf_dump(public_answers_pdf(ANSWERS, fonts=bundled_fonts())))


def test_a_month_without_answers_says_so() -> None:
    words = text(public_answers_pdf(replace(ANSWERS, answers=(), private=0), fonts=bundled_fonts()))
    assert "2026年10月没有要公示的诉求办理结果。" in words


def test_golden_weekly_work() -> None:
    compare("weekly-work-pdf.txt", pdf_dump(weekly_work_pdf(WeekPaper(BRANCH, WEEK, MADE), fonts=bundled_fonts())))


def test_a_quiet_week() -> None:
    quiet = replace(WEEK, to_do=(), done=(), findings_open=(), findings_done=(), patrols=())
    words = text(weekly_work_pdf(WeekPaper(BRANCH, quiet, MADE), fonts=bundled_fonts()))
    assert "本周没有到期或超期的诉求。" in words
    assert "巡查发现" not in words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("3栋2单元1101室漏水", "某户漏水"),
        ("3-2-1101漏水,电话13800001111", "某户漏水,电话****"),
        ("身份证11010519491231002X遗失", "身份证****遗失"),
        ("曾伟反映车位不足", "曾*反映车位不足"),
        ("邻居王建国深夜唱歌", "邻居王*国深夜唱歌"),
        ("2026年3月路灯不亮", "2026年3月路灯不亮"),
    ],
)
def test_words_for_everyone_are_masked(words: str, shown: str) -> None:
    assert public_words(words, ("曾伟", "王建国")) == shown


def test_the_week_on_the_wall_names_no_caller_and_no_number() -> None:
    assert without_numbers("3栋1单元101室张三丰(13800001234)家停水", ("张三丰",)) == "3栋1单元101室张*丰(****)家停水"
