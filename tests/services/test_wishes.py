"""微心愿 and the two lists: claimed from both sides, done, confirmed; what cannot be is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from volunteer_hands import add_volunteers, leave

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.requests import RequestDraft
from app.models.visits import NeedDraft, VisitDraft
from app.models.wishes import Claimer, Kind, State, Verb, WishDraft, WishQuery, WishStepDraft
from app.services.office import Office

TODAY = date(2026, 11, 21)


@pytest.fixture
def door(office: Office) -> int:
    services.households.save_household(office, HouseholdDraft(DoorKey("大院", "3", "2", "1101")))
    ((household_id, _title),) = services.lists.doors(office, "3-2-1101")
    services.households.save_resident(office, household_id, ResidentDraft("张建国", since=date(2020, 1, 1)))
    return household_id


def _wish(
    office: Office, door: int | None, title: str = "想拍一张全家福", kind: Kind = Kind.WISH, **more: object
) -> int:
    opened = more.pop("opened_on", date(2026, 11, 1))
    draft = WishDraft(kind, title, opened, household_id=door, **more)  # type: ignore[arg-type]
    return services.wishes.add(office, draft).made[0]


def _step(office: Office, wish: int, verb: Verb, **more: object) -> None:
    services.wishes.take_step(office, wish, WishStepDraft(verb, **more))  # type: ignore[arg-type]


def test_a_wish_from_the_first_word_to_the_confirmation(office: Office, door: int) -> None:
    (one,) = add_volunteers(office, ["王芳"], skills="摄影、文体")
    wish = _wish(office, door)
    card = services.wishes.card(office, wish)
    assert (card.line.number, card.line.state_words, card.line.due_on) == (
        "心愿〔2026〕1号",
        "待认领",
        date(2026, 12, 1),
    )
    assert [(found.kind, found.title, found.because) for found in card.suggestions] == [
        ("volunteer", "王芳", ("全家福",))
    ]
    _step(office, wish, Verb.CLAIM, claimer=Claimer(one), on=date(2026, 11, 3))
    _step(office, wish, Verb.FINISH, words="拍好了,冲印两张", on=date(2026, 11, 10))
    card = services.wishes.card(office, wish)
    assert [step.verb for step in card.steps] == [Verb.OPEN, Verb.CLAIM, Verb.START, Verb.FINISH]
    assert (card.line.taker, card.line.done_on) == ("王芳", date(2026, 11, 10))
    _step(office, wish, Verb.REDO, words="照片没洗清楚")
    assert services.wishes.card(office, wish).line.done_on is None
    _step(office, wish, Verb.FINISH, words="重新冲印")
    _step(office, wish, Verb.CONFIRM, satisfaction="满意", who="张建国")
    line = services.wishes.card(office, wish).line
    assert (line.state, line.satisfaction, line.open) == (State.CONFIRMED, "满意", False)
    services.journal.undo(office)
    assert services.wishes.card(office, wish).line.state is State.DONE
    assert [line.number for line in services.wishes.of_household(office, door)] == ["心愿〔2026〕1号"]
    assert [line.id for line in services.wishes.of_volunteer(office, one)] == [wish]


def test_bad_input_is_said(office: Office, door: int) -> None:
    one, gone = add_volunteers(office, ["王芳", "李强"])
    leave(office, gone, date(2026, 11, 2))
    wish = _wish(office, door)
    with pytest.raises(UserFault, match="还没有人认领,不能登记完成"):
        _step(office, wish, Verb.FINISH, words="办好了")
    with pytest.raises(UserFault, match="还没有完成,不能登记确认"):
        _step(office, wish, Verb.CONFIRM, satisfaction="满意")
    with pytest.raises(UserFault, match="李强2026年11月2日已经离队"):
        _step(office, wish, Verb.CLAIM, claimer=Claimer(gone))
    with pytest.raises(UserFault, match="认领人"):
        _step(office, wish, Verb.CLAIM)
    with pytest.raises(UserFault, match="早于前一步"):
        _step(office, wish, Verb.CLAIM, claimer=Claimer(one), on=date(2026, 10, 30))
    with pytest.raises(UserFault, match="还没有到"):
        _step(office, wish, Verb.CLAIM, claimer=Claimer(one), on=date(2026, 11, 22))
    _step(office, wish, Verb.CLAIM, claimer=Claimer(one))
    with pytest.raises(UserFault, match="已经有人认领。要换人,请先退回"):
        _step(office, wish, Verb.CLAIM, claimer=Claimer(unit="区供电所"))
    _step(office, wish, Verb.GIVE_BACK, words="没有相机")
    assert services.wishes.card(office, wish).line.taker == ""
    _step(office, wish, Verb.CLAIM, claimer=Claimer(unit="区供电所"))
    _step(office, wish, Verb.FINISH, words="办好了")
    with pytest.raises(UserFault, match="现在是“已完成”,不能再认领"):
        _step(office, wish, Verb.CLAIM, claimer=Claimer(one))
    _step(office, wish, Verb.CONFIRM, satisfaction="基本满意")
    with pytest.raises(UserFault, match="已经确认过了"):
        _step(office, wish, Verb.FINISH, words="再办")
    for draft, said in (
        (WishDraft(Kind.WISH, " ", TODAY, household_id=door), "还没有写"),
        (WishDraft(Kind.WISH, "轮椅", TODAY), "哪一户"),
        (WishDraft(Kind.WISH, "轮椅", date(2026, 11, 22), household_id=door), "今天之后"),
        (WishDraft(Kind.OFFER, "理发", TODAY), "由谁提供"),
        (WishDraft(Kind.WISH, "轮椅", TODAY, household_id=99), "不在登记里"),
        (WishDraft(Kind.WISH, "轮椅", TODAY, household_id=door, due_on=date(2026, 11, 1)), "期限早于"),
    ):
        with pytest.raises(UserFault, match=said):
            services.wishes.add(office, draft)


def test_both_sides_claim(office: Office, door: int) -> None:
    """A household picks an offer; a need that waits is met by one. Either way it is the provider's."""
    (one,) = add_volunteers(office, ["王芳"])
    offer = _wish(office, None, "上门理发", Kind.OFFER, claimer=Claimer(one))
    need = _wish(office, door, "老人下不了楼,想理发", Kind.NEED)
    assert [found.kind for found in services.wishes.card(office, need).suggestions] == ["offer", "team"]
    assert [found.id for found in services.wishes.card(office, offer).suggestions] == [need]
    _step(office, need, Verb.CLAIM, offer_id=offer)
    picked = services.wishes.pick(office, offer, door).made[0]
    for wish, number in ((need, "需求〔2026〕1号"), (picked, "需求〔2026〕2号")):
        card = services.wishes.card(office, wish)
        assert (card.line.number, card.line.state, card.line.taker) == (number, State.CLAIMED, "王芳")
        assert card.matched == (offer, "服务〔2026〕1号", "上门理发")
    card = services.wishes.card(office, offer)
    assert (card.line.picks, card.line.state_words, len(card.picked_by)) == (2, "提供中", 2)
    with pytest.raises(UserFault, match="住户选用"):
        _step(office, offer, Verb.CLAIM, claimer=Claimer(one))
    with pytest.raises(UserFault, match="不能删除"):
        services.wishes.remove(office, offer)
    _step(office, offer, Verb.WITHDRAW, words="去外地了")
    assert services.wishes.card(office, offer).line.state_words == "已停止"
    with pytest.raises(UserFault, match="不再提供"):
        services.wishes.pick(office, offer, door)


def test_from_a_request_and_from_a_visit(office: Office, door: int) -> None:
    request = services.requests.take_down(
        office, RequestDraft(TODAY, "群众来访", "楼道灯不亮,想装声控灯", household_id=door)
    ).made[0]
    wish = services.wishes.add(office, services.wishes.from_request(office, request)).made[0]
    assert services.wishes.card(office, wish).request_number
    assert services.requests.card(office, request).wishes == ((wish, "心愿〔2026〕1号"),)
    with pytest.raises(UserFault, match="心愿〔2026〕1号"):
        services.requests.remove(office, request)
    services.visits.record(office, VisitDraft(door, TODAY, "李干事", needs=(NeedDraft("想要一副老花镜"),)))
    (visit,) = services.visits.of_household(office, door)
    need = visit.needs[0]
    made = services.wishes.add(office, services.wishes.from_need(office, need.id)).made[0]
    assert services.wishes.card(office, made).need_words == "想要一副老花镜"
    (visit,) = services.visits.of_household(office, door)
    assert (visit.needs[0].wish_id, visit.needs[0].wish_number, visit.needs[0].open) == (made, "心愿〔2026〕2号", True)
    with pytest.raises(UserFault, match="心愿〔2026〕2号"):
        services.visits.remove(office, [visit.id])
    with pytest.raises(UserFault, match="已经转为心愿〔2026〕2号"):
        services.wishes.from_need(office, need.id)
    _step(office, made, Verb.CLAIM, claimer=Claimer(unit="眼镜店"))
    _step(office, made, Verb.FINISH, words="配好了")
    _step(office, made, Verb.CONFIRM, satisfaction="满意")
    (visit,) = services.visits.of_household(office, door)
    assert not visit.needs[0].open
    assert list(services.safekeeping.check(office)) == []


def test_lists_board_dues_and_numbers(office: Office, door: int) -> None:
    (one,) = add_volunteers(office, ["王芳"])
    late = _wish(office, door, "修纱窗", due_on=date(2026, 11, 5))
    others = [_wish(office, door, f"心愿{number}") for number in range(3)]
    project = _wish(office, None, "加装扶手", Kind.PROJECT, claimer=Claimer())
    assert services.wishes.late(office) == 1
    assert services.dues.counts(office).wishes_late == 1
    page = services.wishes.page(office, WishQuery(late=True))
    assert [(line.id, line.late, line.days_left) for line in page.rows] == [(late, True, -16)]
    services.wishes.take_steps(office, others[:2], WishStepDraft(Verb.CLAIM, claimer=Claimer(one)))
    with pytest.raises(UserFault, match="这几件都没有改动"):
        services.wishes.take_steps(office, others, WishStepDraft(Verb.CLAIM, claimer=Claimer(one)))
    board = services.wishes.board(office, Kind.WISH)
    assert [(column.title, column.total) for column in board.columns] == [
        ("待认领", 2), ("已认领", 2), ("办理中", 0), ("已完成", 0), ("已确认", 0),
    ]  # fmt: skip
    assert board.columns[0].rows[0].id == late
    projects = services.wishes.board(office, Kind.PROJECT)
    assert [column.title for column in projects.columns] == ["立项", "已领办", "实施", "考评", "应用"]
    assert services.wishes.card(office, project).line.number == "项目〔2026〕1号"
    assert services.wishes.page(office, WishQuery(text="3-2-1101 纱窗")).total == 1
    assert services.wishes.page(office, WishQuery(text="王芳")).total == 2
    services.wishes.remove(office, others[2])
    services.wishes.edit(office, late, replace(services.wishes.card(office, late).draft, title="修纱窗两扇"))
    assert services.wishes.card(office, late).line.title == "修纱窗两扇"


def test_the_public_list_has_no_door_and_no_name(office: Office, door: int) -> None:
    (one,) = add_volunteers(office, ["王建军"])
    wish = _wish(office, door, "张建国想给3-2-1101换个灯,电话13812345678")
    _step(office, wish, Verb.CLAIM, claimer=Claimer(one))
    pdf = services.wishes.public_notice(office, Kind.WISH)
    text = str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded())
    assert "微心愿清单" in text
    assert "心愿〔2026〕1号" in text.replace("\r\n", "")
    for hidden in ("张建国", "1101", "13812345678", "王建军"):
        assert hidden not in text.replace("\r\n", "")
    with pytest.raises(UserFault, match="没有要张贴的"):
        services.wishes.public_notice(office, Kind.PROJECT)
