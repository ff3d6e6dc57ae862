"""Patrols, mediations, departments: what they make of requests, and that all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.mediations import DisputeParty, MediationDraft
from app.models.patrols import FindingDraft, Party, PatrolDraft
from app.models.requests import RequestDraft, State, Verb
from app.services.office import Office
from tests.reports.reading import pdfium_text
from tests.services.test_requests import step, take_down

FRIDAY = date(2026, 11, 20)
PARTIES = (Party("社区", came=True, names="王书记"), Party("物业", came=True, names="李经理"))
SIDES = (DisputeParty("张国强", address="3-2-1101", phone="13800001111"), DisputeParty("欧阳明"))


def undo_all(office: Office) -> None:
    while services.journal.state(office).undo:
        services.journal.undo(office)
    assert services.safekeeping.check(office) == ()


def test_a_round_and_what_it_found(office: Office) -> None:
    findings = (
        FindingDraft("井盖松动", place="3栋门口", grid="第一网格", becomes_request=True),
        FindingDraft("小广告", settled=True),
        FindingDraft("灯杆倾斜", place="东门"),
    )
    (made,) = services.patrols.record(office, PatrolDraft(FRIDAY, PARTIES, "东区", "先修井盖", findings)).made
    (patrol,) = services.patrols.listing(office)
    assert [(party.body, party.came) for party in patrol.parties] == [
        ("社区", True), ("服务中心", False), ("物业", True), ("业委会", False),
    ]  # fmt: skip
    request, done, left = patrol.findings
    assert (request.request_number, request.settled, done.settled_on, left.settled) == (
        "2026-0001",
        False,
        FRIDAY,
        False,
    )
    assert request.request_id is not None
    card = services.requests.card(office, request.request_id)
    assert (card.row.channel, card.row.grid, card.origin_title) == ("四方巡查", "第一网格", "2026年11月20日四方巡查")

    week = services.patrols.week(office)
    assert (week.first, week.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert [one.words for one in week.findings_open] == ["灯杆倾斜"]
    assert [one.words for one in week.findings_done] == ["小广告"]
    assert (week.to_do, week.done) == ((), ())  # due next week
    step(office, request.request_id, Verb.CLOSE, FRIDAY, outcome="已解决")
    assert [row.number for row in services.patrols.week(office).done] == ["2026-0001"]
    assert services.patrols.listing(office)[0].findings[0].settled

    with pytest.raises(UserFault, match="已转成诉求 2026-0001"):
        services.patrols.remove(office, made)
    with pytest.raises(UserFault, match="已经转成诉求"):
        services.patrols.make_request(office, request.id)
    services.patrols.settle_finding(office, left.id, FRIDAY)
    with pytest.raises(UserFault, match="已经解决"):
        services.patrols.make_request(office, left.id)
    services.patrols.change(office, made, replace(PatrolDraft(FRIDAY, PARTIES), minutes="改期"))
    assert services.patrols.listing(office)[0].minutes == "改期"
    services.patrols.add_finding(office, made, FindingDraft("垃圾外溢"))
    assert len(services.patrols.listing(office)[0].findings) == 4
    undo_all(office)
    assert services.patrols.listing(office) == ()


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (PatrolDraft(FRIDAY, ()), "谁参加"),
        (PatrolDraft(date(2026, 12, 1), PARTIES), "还没有到"),
        (PatrolDraft(FRIDAY, (Party("街道", came=True),)), "四方里没有"),
        (PatrolDraft(FRIDAY, PARTIES, findings=(FindingDraft(" "),)), "没有写内容"),
    ],
)
def test_a_round_that_cannot_be(office: Office, draft: PatrolDraft, words: str) -> None:
    with pytest.raises(UserFault, match=words):
        services.patrols.record(office, draft)


def test_a_mediation_settles_its_dispute(office: Office) -> None:
    dispute = take_down(office, "楼上装修扰民", date(2026, 11, 2))
    draft = MediationDraft(date(2026, 11, 10), SIDES, "王书记", facts="噪声", request_id=dispute)
    (made,) = services.mediations.record(office, draft).made
    assert services.requests.card(office, dispute).row.state is State.RECEIVED
    found = services.mediations.card(office, made)
    assert (found.number, found.request_number, found.parties[0].phone) == ("〔2026〕1号", "2026-0001", "138****1111")
    settled = replace(draft, parties=found.parties, agreement="晚八点后不施工", outcome="调解成功", follow_up_on=FRIDAY)
    services.mediations.change(office, made, settled)
    row = services.requests.card(office, dispute).row
    assert (row.state, row.outcome, row.closed_on) == (State.CLOSED, "调解成功", date(2026, 11, 10))
    figures = services.request_figures.statistics(office, None, date(2026, 11, 21))
    assert (figures.disputes.numerator, figures.disputes_mediated.numerator) == (1, 1)
    assert [one.id for one in services.mediations.to_follow_up(office)] == [made]
    services.mediations.follow_up(office, made, FRIDAY, "都履行了")
    assert services.mediations.to_follow_up(office) == ()
    with office.store.reading() as connection:
        phones = [row[0] for row in connection.exec_driver_sql("SELECT phone FROM mediation_party ORDER BY id")]
    assert phones == ["13800001111", ""]  # it came back masked and was kept
    with pytest.raises(UserFault, match="有调解记录"):
        services.requests.remove(office, dispute)
    services.mediations.remove(office, made)
    row = services.requests.card(office, dispute).row
    assert (row.state, row.outcome) == (State.RECEIVED, "")  # what it closed is open again
    undo_all(office)


def test_a_mediation_behind_a_visit_stays(office: Office) -> None:
    dispute = take_down(office, "楼上装修扰民", date(2026, 11, 2))
    draft = MediationDraft(date(2026, 11, 10), SIDES, agreement="和好", outcome="调解成功", request_id=dispute)
    (made,) = services.mediations.record(office, draft).made
    step(office, dispute, Verb.VISIT, date(2026, 11, 12), satisfaction="满意")
    with pytest.raises(UserFault, match="已经按“调解成功”办结,后面还登记了回访"):
        services.mediations.remove(office, made)
    assert services.mediations.card(office, made).outcome == "调解成功"


def test_a_mediation_that_closed_its_dispute_does_not_fail_afterwards(office: Office) -> None:
    dispute = take_down(office, "楼上装修扰民", date(2026, 11, 2))
    draft = MediationDraft(date(2026, 11, 10), SIDES, agreement="和好", outcome="调解成功", request_id=dispute)
    (made,) = services.mediations.record(office, draft).made
    with pytest.raises(UserFault, match="按“调解成功”办结"):
        services.mediations.change(office, made, replace(draft, outcome="调解不成"))
    services.mediations.change(office, made, replace(draft, place="居委会"))
    step(office, dispute, Verb.VISIT, date(2026, 11, 12), satisfaction="不满意", words="又吵了")
    step(office, dispute, Verb.REOPEN, date(2026, 11, 12), words="再调解")
    services.mediations.change(office, made, replace(draft, outcome="调解不成"))
    undo_all(office)


def test_a_mediation_takes_its_dispute_down(office: Office) -> None:
    request = RequestDraft(date(2026, 11, 9), "群众来访", "停车争执", category="邻里纠纷")
    draft = MediationDraft(date(2026, 11, 10), SIDES, agreement="轮流停", outcome="调解成功", request=request)
    services.mediations.record(office, draft)
    (one,) = services.mediations.listing(office)
    assert services.requests.card(office, one.request_id).row.outcome == "调解成功"
    assert services.mediations.of_request(office, one.request_id) == (one,)
    services.journal.undo(office)
    assert services.mediations.listing(office) == ()
    assert services.request_figures.statistics(office, None, date(2026, 11, 21)).received.numerator == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"parties": SIDES[:1]}, "至少有两方"),
        ({"outcome": "调解成功"}, "写明协议"),
        ({"outcome": "好了"}, "没有这种调解结果"),
        ({"on": date(2026, 12, 1)}, "还没有到"),
        ({"request_id": None}, "哪一件纠纷"),
        ({"follow_up_on": date(2026, 11, 1)}, "早于调解"),
    ],
)
def test_a_mediation_that_cannot_be(office: Office, more: dict[str, object], words: str) -> None:
    dispute = take_down(office, "楼上装修扰民", date(2026, 11, 2))
    draft = MediationDraft(date(2026, 11, 10), SIDES, request_id=dispute)
    with pytest.raises(UserFault, match=words):
        services.mediations.record(office, replace(draft, **more))  # type: ignore[arg-type]


def test_departments_come_and_go(office: Office) -> None:
    assert services.requests.choices(office).departments[0] == "综合执法中队"
    services.departments.save(office, "园林局", "绿化")
    made = take_down(office, "树枝遮挡", date(2026, 11, 2))
    step(office, made, Verb.WHISTLE, date(2026, 11, 3), departments=("园林局",))
    with pytest.raises(UserFault, match="还登记过园林局"):
        services.departments.dissolve(office, "园林局", date(2026, 11, 3))
    services.departments.dissolve(office, "园林局", date(2026, 11, 5))
    assert "园林局" not in services.requests.choices(office).departments
    with pytest.raises(UserFault, match="撤回吹哨"):
        step(office, made, Verb.ANSWER, date(2026, 11, 6), words="修了")
    step(office, made, Verb.CALL_OFF, date(2026, 11, 6), words="部门撤了")
    assert services.request_figures.statistics(office, None, date(2026, 11, 21)).whistles.numerator == 0
    services.departments.restore(office, "园林局")
    step(office, made, Verb.WHISTLE, date(2026, 11, 7), departments=("园林局",))
    figures = services.request_figures.statistics(office, None, date(2026, 11, 21))
    assert (figures.whistles.numerator, figures.answers.percent) == (1, "0.00%")
    undo_all(office)


def words_of(pdf: bytes) -> str:
    return "".join("".join(pdfium_text(pdf)).split())


def test_papers_out_of_the_store(office: Office) -> None:
    made = take_down(office, "路灯不亮,请联系曾伟13800001111", date(2026, 11, 2), caller="曾伟", phone="13800001111")
    with pytest.raises(UserFault, match="没有吹哨"):
        services.request_papers.whistle_letters(office, made)
    step(office, made, Verb.WHISTLE, date(2026, 11, 3), departments=("路灯管理所", "电力公司"), words="请抢修")
    letters = words_of(services.request_papers.whistle_letters(office, made))
    assert letters.count("吹哨单") == 2
    assert "与电力公司共同办理" in letters
    assert "138****1111" in letters
    assert "曾*" in letters
    assert "曾伟" not in letters
    assert "13800001111" not in letters
    assert "〔2026〕2号" in letters
    for name in ("路灯管理所", "电力公司"):
        step(office, made, Verb.ANSWER, date(2026, 11, 4), departments=(name,), words="修好了")
    step(office, made, Verb.CLOSE, date(2026, 11, 5), outcome="已解决")
    take_down(office, "申请低保咨询")
    private = take_down(office, "楼上装修扰民", date(2026, 11, 2))
    step(office, private, Verb.CLOSE, date(2026, 11, 6), outcome="已答复")
    shown = services.request_papers.public_answers(office, 2026, 11)
    assert [(one.words, one.caller) for one in shown.answers] == [("路灯不亮,请联系曾*****", "曾*")]
    assert shown.private == 1
    public = words_of(services.request_papers.public_list(office, 2026, 11))
    assert "13800001111" not in public
    assert "曾伟" not in public
    assert len(services.request_papers.public_ledger(office, 2026, 11).rows) == 1
    services.rules.edit(office, "request_categories", "邻里纠纷", "public", "是")
    assert services.request_papers.public_answers(office, 2026, 11).private == 0
    with pytest.raises(UserFault, match="还没有到"):
        services.request_papers.public_list(office, 2026, 12)
    assert "一周工作清单" in words_of(services.request_papers.weekly_list(office))
    mediation = MediationDraft(date(2026, 11, 7), SIDES, request_id=private)
    (paper,) = services.mediations.record(office, mediation).made
    assert "张国强" in words_of(services.request_papers.mediation_agreement(office, paper))


def test_the_public_list_masks_whoever_the_words_name(office: Office) -> None:
    take_down(office, "楼道灯坏", caller="李小梅")
    made = take_down(office, "高峰家门口路灯不亮,李小梅也看到了", date(2026, 11, 2), caller="曾伟")
    step(office, made, Verb.CLOSE, date(2026, 11, 5), outcome="已解决")
    (shown,) = services.request_papers.public_answers(office, 2026, 11).answers
    assert shown.words == "高峰家门口路灯不亮,李*梅也看到了"
