"""G15: a matter walks its steps one by one; the draw is kept; what is posted is masked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import services
from app.base.errors import UserFault
from app.models.deliberations import (
    DrawDraft,
    MatterDraft,
    MatterQuery,
    MatterStepDraft,
    PoolDraft,
    PublicationDraft,
)
from app.models.roster import MemberDraft
from app.services.office import Office
from tests.services.meeting_world import held

OPENED = date(2026, 10, 1)


def matter(office: Office, method: str = "five_votes", **more: object) -> int:
    services.deliberations.open_matter(office, MatterDraft("加装电梯", method, OPENED, **more))  # type: ignore[arg-type]
    return services.deliberations.page(office).rows[0].id


def step(number: int, day: date | None = None, meeting_id: int | None = None) -> MatterStepDraft:
    return MatterStepDraft(
        number, "小区党支部", day or date(2026, 10, number + 1), f"第{number}步的结论", "座谈", meeting_id=meeting_id
    )


def test_G15_no_step_is_skipped(office: Office) -> None:
    one = matter(office)
    services.deliberations.take_step(office, one, step(1))
    services.deliberations.take_step(office, one, step(2))
    with pytest.raises(UserFault, match="还没有完成“定议”,不能登记“执行决议”") as refused:
        services.deliberations.take_step(office, one, step(4))
    assert "请先登记第 3 步“定议”" in refused.value.remedy
    with pytest.raises(UserFault, match="已经登记过"):
        services.deliberations.take_step(office, one, step(2))
    card = services.deliberations.card(office, one)
    assert [(done.title, done.body, done.done_on) for done in card.done] == [
        ("提议", "小区党支部", date(2026, 10, 2)),
        ("共议", "小区党支部", date(2026, 10, 3)),
    ]
    assert card.next is not None
    assert card.next.title == "定议"


@pytest.mark.parametrize("method", ["five_votes", "five_steps", "four_meetings", "four_votes"])
def test_G15_every_method_walks_to_its_end(office: Office, method: str) -> None:
    one = matter(office, method)
    steps = next(found for found in services.deliberations.methods() if found.key == method).steps
    for number in range(1, len(steps) + 1):
        if number < len(steps):
            with pytest.raises(UserFault, match="还没有完成"):
                services.deliberations.take_step(office, one, step(number + 1))
        services.deliberations.take_step(office, one, step(number))
    card = services.deliberations.card(office, one)
    assert (card.line.open, card.line.next_title, card.next) == (False, "", None)
    assert card.line.closed_on == date(2026, 10, len(steps) + 1)
    with pytest.raises(UserFault, match="已经结束"):
        services.deliberations.take_step(office, one, step(len(steps)))
    for _ in range(len(steps) + 1):
        services.journal.undo(office)
    assert services.deliberations.page(office).total == 0
    for _ in range(len(steps) + 1):
        services.journal.redo(office)
    assert services.deliberations.card(office, one).done == card.done
    assert services.safekeeping.check(office) == ()


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (MatterStepDraft(1, "", OPENED, "议定"), "由谁议"),
        (MatterStepDraft(1, "支部", OPENED, " "), "还没有写结论"),
        (MatterStepDraft(1, "支部", date(2026, 9, 30), "议定"), "早于前一步"),
        (MatterStepDraft(1, "支部", date(2026, 11, 22), "议定"), "今天之后"),
        (MatterStepDraft(1, "支部", OPENED, "议定", "电话"), "没有这种形式"),
        (MatterStepDraft(9, "支部", OPENED, "议定"), "没有第 9 步"),
        (MatterStepDraft(1, "支部", OPENED, "议定", meeting_id=99), "会议已经不在"),
    ],
)
def test_G15_each_step_has_body_day_and_conclusion(office: Office, draft: MatterStepDraft, says: str) -> None:
    one = matter(office)
    with pytest.raises(UserFault, match=says):
        services.deliberations.take_step(office, one, draft)
    assert services.deliberations.card(office, one).done == ()


def test_steps_are_put_right_between_their_neighbours(office: Office) -> None:
    one = matter(office)
    for number in (1, 2, 3):
        services.deliberations.take_step(office, one, step(number))
    services.deliberations.edit_step(office, one, step(2, date(2026, 10, 4)))
    with pytest.raises(UserFault, match="晚于后一步"):
        services.deliberations.edit_step(office, one, step(2, date(2026, 10, 5)))
    services.deliberations.remove_step(office, one)
    assert services.deliberations.card(office, one).line.step == 2
    with pytest.raises(UserFault, match="不能再换议事方法"):
        services.deliberations.edit(office, one, MatterDraft("加装电梯", "four_votes", OPENED))


def test_an_important_matter_without_a_members_meeting_is_told(office: Office) -> None:
    services.members.add(office, MemberDraft("王书记"))
    one = matter(office, important=True)
    assembly = held(office, "支部党员大会", date(2026, 10, 4)).line.id
    talk = held(office, "民情恳谈会", date(2026, 10, 3)).line.id
    services.deliberations.take_step(office, one, step(1))
    services.deliberations.take_step(office, one, step(2, meeting_id=talk))
    assert services.deliberations.card(office, one).warnings == ("“共议”一般由议事会进行,这里对应的是民情恳谈会。",)
    services.deliberations.take_step(office, one, step(3))
    assert "还没有经过支部党员大会讨论" in services.deliberations.page(office).rows[0].warning
    services.deliberations.edit_step(office, one, step(3, meeting_id=assembly))
    assert "党员大会" not in services.deliberations.page(office).rows[0].warning
    assert services.meetings.card(office, assembly).matters == ((one, "加装电梯"),)
    with pytest.raises(UserFault, match="议事事项里用到了"):
        services.meetings.remove(office, assembly)


def test_the_board(office: Office) -> None:
    first, second = matter(office), matter(office)
    for number in (1, 2, 3):
        services.deliberations.take_step(office, first, step(number))
    services.deliberations.give_up(office, second, "多数住户不同意")
    columns = services.deliberations.board(office, "five_votes").columns
    assert [(column.title, column.total) for column in columns] == [
        ("提议", 0), ("共议", 0), ("定议", 0), ("执行决议", 1), ("评议", 0), ("已完成", 1),
    ]  # fmt: skip
    assert columns[5].rows[0].given_up == "多数住户不同意"
    assert services.deliberations.page(office, MatterQuery(open=True)).total == 1
    assert services.deliberations.page(office, MatterQuery(text="议2026-00")).total == 2


def test_the_draw_is_kept_as_it_was_made(office: Office) -> None:
    one = matter(office, "five_steps")
    for kind in services.pool.kinds():
        for number in range(3):
            skills = ("物业", "水电") if number == 1 else ("法律",)
            services.pool.add(office, PoolDraft(f"{kind}{number}", kind, skills, phone="13800000000"))
    services.pool.draw(office, DrawDraft(one, ("水电",), parties=2, seed="2026"))
    (draw,) = services.deliberations.card(office, one).draws
    assert [person.kind for person in draw.drawn] == [*services.pool.kinds()[:5], "利益相关方", "利益相关方"]
    assert [person.name[-1] for person in draw.drawn[:5]] == ["1"] * 5  # whoever knows 水电
    assert len(draw.pool) == 18
    assert all(person.phone == "" for person in (*draw.pool, *draw.drawn))
    for person in services.pool.people(office):
        services.pool.remove(office, person.id)
    services.pool.add(office, PoolDraft("新人", "网格员"))
    assert services.deliberations.card(office, one).draws == (draw,)
    services.pool.draw(office, DrawDraft(one))
    assert services.deliberations.card(office, one).draws[1].missing == (
        "社区干部",
        "党员群众代表",
        "片区民警",
        "退休老干部",
    )
    with pytest.raises(UserFault, match="不抽取"):
        services.pool.draw(office, DrawDraft(matter(office)))


def test_what_is_posted_is_masked(office: Office) -> None:
    services.members.add(office, MemberDraft("张建国"))
    one = matter(office)
    words = "张建国(13812345678,身份证110105194912310021)所住3栋2单元1101室一侧加装电梯。"
    services.deliberations.publish(office, PublicationDraft(one, "公示栏", date(2026, 10, 8), 7, words))
    (posted,) = services.deliberations.card(office, one).publications
    assert posted.words == "张*国(138****5678,身份证110105********0021)所住3栋2单元****室一侧加装电梯。"
    assert posted.until == date(2026, 10, 14)
    assert services.deliberations.page(office).rows[0].published
    for draft, says in (
        (PublicationDraft(one, "", OPENED, 7, "结果"), "公示方式"),
        (PublicationDraft(one, "公示栏", OPENED, 0, "结果"), "公示天数"),
        (PublicationDraft(one, "公示栏", date(2026, 9, 1), 7, "结果"), "早于事项"),
        (PublicationDraft(one, "公示栏", OPENED, 7, " "), "公示内容"),
    ):
        with pytest.raises(UserFault, match=says):
            services.deliberations.publish(office, draft)


def test_papers_belong_to_a_step(office: Office, tmp_path: Path) -> None:
    one = matter(office)
    paper = tmp_path / "征求意见.pdf"
    paper.write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(UserFault, match="还没有登记"):
        services.deliberations.add_paper(office, one, 1, paper)
    services.deliberations.take_step(office, one, step(1))
    services.deliberations.add_paper(office, one, 1, paper)
    (kept,) = services.deliberations.card(office, one).done[0].papers
    assert services.attachments.content(office, kept.id)[1] == paper.read_bytes()
    services.deliberations.remove(office, one)
    services.journal.undo(office)
    assert services.deliberations.card(office, one).done[0].papers == (kept,)
    assert services.safekeeping.check(office) == ()
