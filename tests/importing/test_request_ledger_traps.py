"""Ledgers of requests that could make a false entry: words that deny, masks, numbers, corrected cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import services
from app.importing.requests_fields import RequestField, meaning_of
from app.models.importing import Fate
from app.models.requests import RequestQuery, Step, Verb
from app.rules.request_terms import named_in
from app.services.office import Office
from tests.importing.test_request_layouts import HEAD, ONE, book, fates, plan, taken


def row(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(title, cell) for title, cell in zip(HEAD, ONE, strict=True))


def closing(office: Office, tmp_path: Path, **cells: str) -> Step:
    (operation,) = plan(office, book(tmp_path, ("台账", [HEAD, row(满意度="", **cells)]))).operations
    assert operation.steps is not None
    return operation.steps[-1]


def test_numbers_given_here_keep_clear_of_the_ledgers_own(office: Office, tmp_path: Path) -> None:
    rows = [HEAD, row(编号="", 内容="灯不亮"), row(编号="2026-0001"), row(编号="", 内容="漏水"), row(编号="2026-0003")]
    rows[4] = row(编号="2026-0003", 内容="车位太窄")
    found = taken(office, book(tmp_path, ("台账", rows)))
    assert {words: one.number for words, one in found.items()} == {
        "灯不亮": "2026-0002", "车位不足": "2026-0001", "漏水": "2026-0004", "车位太窄": "2026-0003",
    }  # fmt: skip
    assert services.safekeeping.check(office) == ()


@pytest.mark.parametrize(
    "words",
    ["没有解决", "不予解决", "部分解决", "调解失败", "调解不成功", "调解未成功", "调解后未达成一致", "暂未答复"],
)
def test_an_outcome_that_is_denied_is_not_entered_as_reached(office: Office, tmp_path: Path, words: str) -> None:
    step = closing(office, tmp_path, 办理结果=words)
    assert (step.verb, step.outcome, step.words) == (Verb.CLOSE, "", words)
    assert closing(office, tmp_path, 办理结果=words, 办结时间="").verb is Verb.HANDLE


def test_that_it_was_mediated_does_not_say_that_it_was_settled(office: Office, tmp_path: Path) -> None:
    for words in ("调解", "居委会调解", "两家坐下来调解过"):
        step = closing(office, tmp_path, 办理结果=words)
        assert (step.verb, step.outcome, step.words) == (Verb.CLOSE, "", words)
    assert closing(office, tmp_path, 办理结果="达成调解协议").outcome == "调解成功"


def test_a_line_of_totals_is_no_request(office: Office, tmp_path: Path) -> None:
    total = ("合计", "2026-03-31", *[""] * 6, "本月共1件,办结1件", *[""] * 6)
    found = taken(office, book(tmp_path, ("台账", [HEAD, ONE, total])))
    assert list(found) == ["车位不足"]


def test_a_later_ledger_that_knows_of_no_visit_is_told(office: Office, tmp_path: Path) -> None:
    taken(office, book(tmp_path, ("台账", [HEAD, ONE])))
    made = plan(office, book(tmp_path, ("台账", [HEAD, row(满意度="未回访")])))
    assert fates(made) == [Fate.SAME]
    assert made.rows[0].warnings == ("台账写未回访,软件里已登记回访(满意),保持不变。",)


def test_a_corrected_department_is_no_second_whistle(office: Office, tmp_path: Path) -> None:
    taken(office, book(tmp_path, ("台账", [HEAD, ONE])))
    file = book(tmp_path, ("台账", [HEAD, row(吹哨部门="派出所")]))
    made = plan(office, file)
    assert [(one.title, one.old, one.new) for one in made.rows[0].changes] == [("吹哨部门", "综合执法中队", "派出所")]
    taken(office, file)
    (found,) = services.requests.list_rows(office, RequestQuery()).rows
    whistles = services.requests.card(office, found.id).life.whistles
    assert [(one.department, one.answered_on is not None) for one in whistles] == [("派出所", True)]
    other = row(吹哨部门="派出所、综合执法中队")
    made = plan(office, book(tmp_path, ("台账", [HEAD, other])))
    assert "吹哨" in {one.title for one in made.rows[0].changes}  # one more, not another


def test_unsolved_without_a_day_is_open(office: Office, tmp_path: Path) -> None:
    assert closing(office, tmp_path, 办理结果="未解决").outcome == "无法解决"
    assert closing(office, tmp_path, 办理结果="未解决", 办结时间="").verb is Verb.HANDLE
    assert closing(office, tmp_path, 办理结果="尚未解决,继续跟进", 办结时间="").verb is Verb.HANDLE
    assert closing(office, tmp_path, 办理结果="无法解决", 办结时间="").outcome == "无法解决"


@pytest.mark.parametrize(
    ("table", "text", "term"),
    [
        ("request_satisfactions", "不是很满意", None),
        ("request_satisfactions", "不够满意", None),
        ("request_satisfactions", "对结果不满意", "不满意"),
        ("request_satisfactions", "电话回访满意", "满意"),
        ("request_states", "没办结", None),
        ("request_states", "未完全办结", None),
        ("request_states", "逾期未办结", "未办结"),
        ("request_states", "办结未回访", "已办结"),
        ("request_outcomes", "居民不在家,问题已解决", "已解决"),
        ("request_outcomes", "没有解决的已解决", "已解决"),
    ],
)
def test_a_word_that_is_denied_is_not_the_word(table: str, text: str, term: str | None) -> None:
    assert named_in(table, text) == term


def test_a_masked_copy_overwrites_nothing(office: Office, tmp_path: Path) -> None:
    taken(office, book(tmp_path, ("台账", [HEAD, ONE])))
    masked = row(反映人="曾*", 电话="138****1111", 地址="3栋2单元****")
    assert fates(plan(office, book(tmp_path, ("台账", [HEAD, masked])))) == [Fate.SAME]


def test_a_grade_by_agreement_comes_with_its_day(office: Office, tmp_path: Path) -> None:
    taken(office, book(tmp_path, ("台账", [HEAD, ONE])))
    agreed = [(*HEAD, "约定期限"), (*row(分级="特定"), "2026-04-01")]
    taken(office, book(tmp_path, ("台账", agreed)))
    (found,) = services.requests.list_rows(office, RequestQuery()).rows
    rounds = services.requests.card(office, found.id).life.rounds
    assert [str(one.due_on) for one in rounds] == ["2026-04-01"]
    services.journal.undo(office)
    assert services.safekeeping.check(office) == ()


def test_an_hour_before_the_whistle_that_is_known_is_an_error(office: Office, tmp_path: Path) -> None:
    taken(office, book(tmp_path, ("台账", [HEAD, ONE])))
    head = ("编号", "受理时间", "内容", "吹哨部门", "答卷时间")
    early = ("A1", "2026-03-02", "车位不足", "综合执法中队", "2026-03-03 09:00")
    made = plan(office, book(tmp_path, ("台账", [head, early])))
    assert fates(made) == [Fate.ERROR]
    assert "早于吹哨" in made.errors[0].reason


def test_the_time_under_whistle_and_report_is_the_whistles() -> None:
    assert meaning_of("吹哨报到时间") == (RequestField.WHISTLED, 1.0)
    assert meaning_of("报到时间") == (RequestField.REPORTED, 1.0)
