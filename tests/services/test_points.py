"""红色账户: caps are applied and said, nothing is changed or deleted, sums hold, rankings and stars follow."""

from __future__ import annotations

from datetime import date

import pytest
from volunteer_hands import add_session, add_volunteers, leave

from app import services
from app.base.errors import Doubt, UserFault
from app.models.evaluations import EvaluationDraft
from app.models.points import BoardWish, PointsDraft, Span
from app.services.office import Office

DAY = date(2026, 11, 20)


def _give(
    office: Office, people: dict[int, int], kind: str = "参加志愿服务", day: date = DAY, **more: object
) -> list[int]:
    draft = PointsDraft(day, kind, tuple(people.items()), evidence="签到表", **more)  # type: ignore[arg-type]
    return list(services.points.enter(office, draft).made)


def _total(office: Office, volunteer: int) -> int:
    return services.points.ledger(office, volunteer).sums.total


def test_the_cap_is_applied_and_said(office: Office) -> None:
    one, other = add_volunteers(office, ["王芳", "李强"])
    _give(office, {one: 4}, "推荐入队")  # 8 of 10 this year
    draft = PointsDraft(DAY, "推荐入队", ((one, 3), (other, 3)), sure=True)
    awards = services.points.weigh(office, draft)
    assert [(award.asked, award.points) for award in awards.awards] == [(6, 2), (6, 6)]
    assert awards.awards[0].said == "要记 6 分,今年这一项还能记 2 分,记 2 分"
    assert awards.said == "2 人,应记 12 分,按每年上限实记 8 分(1 人到了上限)"
    services.points.enter(office, draft)
    assert (_total(office, one), _total(office, other)) == (10, 6)
    entry = services.points.ledger(office, one).entries[0]
    assert (entry.asked, entry.points) == (6, 2)
    assert services.points.ledger(office, one).room["推荐入队"] == 0
    _give(office, {one: 1}, "推荐入队", date(2025, 12, 31))  # another year has its own cap
    assert _total(office, one) == 12


def test_undo_says_to_reverse_and_takes_nothing_else_back(office: Office) -> None:
    (one,) = add_volunteers(office, ["王芳"])
    made = _give(office, {one: 1})
    change = services.journal.history(office)[0].change_id
    with pytest.raises(UserFault, match="冲销"):
        services.journal.undo(office)
    with pytest.raises(UserFault, match="冲销"):
        services.journal.take_back(office, change)
    assert _total(office, one) == 2
    services.points.reverse(office, made, "记重了", "李干事")
    with pytest.raises(UserFault, match="冲销"):
        services.journal.undo(office)
    entries = services.points.ledger(office, one).entries
    assert [(entry.points, entry.reverses_id, entry.reversed_by) for entry in entries] == [
        (-2, made[0], None),
        (2, None, made[0] + 1),
    ]
    assert entries[0].reason == "记重了"
    assert entries[0].day == DAY
    with pytest.raises(UserFault, match="已经冲销过"):
        services.points.reverse(office, made, "再来一次")
    with pytest.raises(UserFault, match="本身就是冲销"):
        services.points.reverse(office, [entries[0].id], "再来一次")
    with pytest.raises(UserFault, match="原因"):
        services.points.reverse(office, _give(office, {one: 1}), "  ")


def test_no_row_of_the_ledger_is_changed_or_deleted_by_any_verb(office: Office) -> None:
    (one,) = add_volunteers(office, ["王芳"])
    (made,) = _give(office, {one: 1})
    with pytest.raises(UserFault, match="不能改"), office.work("test", "") as work:
        work.update("point_entry", made, {"points": 99})
    with pytest.raises(UserFault, match="不能改"), office.work("test", "") as work:
        work.delete("point_entry", [made])
    assert list(services.safekeeping.check(office)) == []
    with office.store.writing() as connection:  # past the program
        connection.exec_driver_sql("UPDATE point_entry SET points = 40, asked = 40")
        connection.commit()
    said = [finding.text for finding in services.safekeeping.check(office)]
    assert any("积分合计与操作记录不一致" in text for text in said)


def test_a_reversal_frees_the_cap_of_its_year_and_keeps_each_month_true(office: Office) -> None:
    (one,) = add_volunteers(office, ["王芳"])
    made = _give(office, {one: 5}, "推荐入队", date(2026, 10, 8))
    assert services.points.ranking(office, 2026, 10).rows[0].sums.month == 10
    services.points.reverse(office, made, "不是他推荐的")
    assert services.points.ranking(office, 2026, 10).rows == ()
    _give(office, {one: 5}, "推荐入队")
    assert _total(office, one) == 10


def test_bad_input_is_said(office: Office) -> None:
    one, gone = add_volunteers(office, ["王芳", "李强"])
    leave(office, gone, date(2026, 11, 1))
    cases: list[tuple[PointsDraft, str]] = [
        (PointsDraft(DAY, "参加志愿服务", ((one, 1),)), "要写明凭证"),
        (PointsDraft(date(2026, 11, 22), "推荐入队", ((one, 1),)), "还没有到"),
        (PointsDraft(DAY, "没有的", ((one, 1),)), "没有这种积分"),
        (PointsDraft(DAY, "推荐入队", ()), "还没有选人"),
        (PointsDraft(DAY, "推荐入队", ((one, 0),)), "1 到 100"),
        (PointsDraft(DAY, "推荐入队", ((one, 1), (one, 1))), "选了两次"),
        (PointsDraft(DAY, "推荐入队", ((one, 1), (gone, 1))), "李强:2026年11月1日已经退出"),
        (PointsDraft(DAY, "推荐入队", ((99, 1),)), "不在名册"),
    ]
    for draft, said in cases:
        with pytest.raises(UserFault, match=said):
            services.points.enter(office, draft)
    _give(office, {one: 1}, "加入志愿队")
    with pytest.raises(UserFault, match="只记一次"):
        _give(office, {one: 1}, "加入志愿队", date(2026, 11, 1))
    _give(office, {one: 1}, "推荐入队")
    with pytest.raises(Doubt, match="王芳在2026年11月20日已经记过"):
        _give(office, {one: 1}, "推荐入队")
    assert len(_give(office, {one: 1}, "推荐入队", sure=True)) == 1


def test_sessions_are_proposed_and_never_entered_by_themselves(office: Office) -> None:
    """G13: hours move no points; who served is proposed once, and taken for many in one verb."""
    one, two, three = add_volunteers(office, ["王芳", "李强", "陈静"])
    session = add_session(office, DAY, "敬老院探望", {one: 150, two: 90, three: 30})
    assert services.points.ranking(office, 2026, 11).rows == ()
    (found,) = services.points.sessions(office)
    assert [name for _id, name, _team, _minutes in found.people] == ["陈静", "李强", "王芳"]
    hours = services.points.session_draft(office, session, "专业服务")
    assert sorted(hours.people) == [(one, 2), (two, 1)]  # half an hour is no hour
    draft = services.points.session_draft(office, session)
    assert draft.evidence == "签到表:敬老院探望"
    assert draft.day == DAY
    services.points.enter(office, PointsDraft(**{**draft.__dict__, "people": draft.people[:2]}))
    (left,) = services.points.sessions(office)
    assert (len(left.people), left.given) == (1, 2)
    with pytest.raises(UserFault, match="这一场已经记过"):
        services.points.enter(office, draft)
    services.points.enter(office, services.points.session_draft(office, session))
    assert services.points.sessions(office) == ()
    assert {row.sums.month for row in services.points.ranking(office, 2026, 11).rows} == {2}


def test_ranking_places_stars_and_evaluation(office: Office) -> None:
    people = add_volunteers(office, ["王芳", "李强", "陈静", "赵敏"])
    services.rules.edit(office, "point_stars", "一星", "points", "12")
    _give(office, {people[0]: 2, people[1]: 1, people[2]: 2}, "受到表彰", date(2026, 3, 5))
    _give(office, {people[0]: 1, people[1]: 6, people[2]: 1})
    scores = (("居民", 95), ("支部", 90), ("党委", 88))
    drafts = [EvaluationDraft(people[0], level, score) for level, score in scores]
    services.evaluations.evaluate(office, "2026-11", drafts)
    month = services.points.ranking(office, 2026, 11)
    assert [(row.place, row.name, row.sums.month, row.sums.year) for row in month.rows] == [
        (1, "李强", 12, 22), (2, "陈静", 2, 22), (2, "王芳", 2, 22),
    ]  # fmt: skip
    assert month.others == 1
    assert [row.star.title if row.star else "" for row in month.rows] == ["一星", "一星", "一星"]
    assert (month.rows[2].score, month.rows[2].grade) == (914, "优秀")
    year = services.points.ranking(office, 2026, 11, Span.YEAR)
    assert [row.place for row in year.rows] == [1, 1, 1]
    assert services.points.ranking(office, 2026, 3, Span.TOTAL).rows[0].sums.total == 20
    one = services.points.ledger(office, people[0])
    assert (one.sums.total, one.star and one.star.title, one.next_star and one.next_star.points) == (22, "一星", 300)


def test_the_honour_board_hides_names_unless_they_agreed(office: Office) -> None:
    import pypdfium2

    people = add_volunteers(office, ["王国强", "李秀英", "陈静"])
    _give(office, {people[0]: 3, people[1]: 2, people[2]: 1})

    def text(wish: BoardWish) -> str:
        return str(
            pypdfium2.PdfDocument(services.points.honour_board(office, wish))[0].get_textpage().get_text_bounded()
        )

    masked, whole = text(BoardWish(2026, 11)), text(BoardWish(2026, 11, whole=True, paper="A3"))
    assert "王*强" in masked
    assert "王国强" not in masked
    assert "王国强" in whole
    assert "光荣榜" in whole
    assert "6 分" in whole
    with pytest.raises(UserFault, match="还没有人有积分"):
        text(BoardWish(2026, 10))


def test_evaluations_are_scored_by_weight_and_say_who_is_wrong(office: Office) -> None:
    one, two = add_volunteers(office, ["王芳", "李强"])
    services.evaluations.evaluate(
        office, "2026-Q4", [EvaluationDraft(one, "居民", 90), EvaluationDraft(one, "支部", 80)]
    )
    table = services.evaluations.table(office, "2026-Q4")
    row = next(row for row in table.rows if row.volunteer_id == one)
    assert (table.title, row.total, row.missing) == ("2026年第4季度", None, ("党委",))
    services.evaluations.evaluate(
        office, "2026-Q4", [EvaluationDraft(one, "党委", 85), EvaluationDraft(one, "支部", None)]
    )
    said = services.evaluations.of_volunteer(office, one, "2026-Q4")
    assert said is not None
    assert said.missing == ("支部",)
    with pytest.raises(UserFault, match="李强:评分要填 0 到 100"):
        services.evaluations.evaluate(office, "2026-Q4", [EvaluationDraft(two, "居民", 101)])
    with pytest.raises(UserFault, match="还没有开始"):
        services.evaluations.evaluate(office, "2027", [EvaluationDraft(two, "居民", 10)])
    services.journal.undo(office)
    said = services.evaluations.of_volunteer(office, one, "2026-Q4")
    assert said is not None
    assert said.missing == ("党委",)


def test_what_is_kept_in_memory_is_what_the_ledger_says(office: Office) -> None:
    """Totals by year follow every entry and reversal; a fresh reading says the same, for every month."""
    from app.store.points_totals import PointTotals

    one, two = add_volunteers(office, ["王芳", "李强"])
    for step, day in enumerate((date(2025, 3, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 20))):
        made = _give(office, {one: step + 1, two: 1}, day=day)
        services.points.ranking(office, 2026, 11, Span.TOTAL)
        if step % 2:
            services.points.reverse(office, made[:1], "记错了")
        with office.store.reading() as connection:
            for year, month in ((2025, 2), (2025, 3), (2025, 12), (2026, 1), (2026, 11)):
                fresh = PointTotals().sums(connection, year, month)
                assert office.points.sums(connection, year, month) == fresh
                bare = connection.exec_driver_sql(
                    "SELECT volunteer_id, sum(points) FROM point_entry WHERE day < ? GROUP BY volunteer_id",
                    (f"{year}-{month:02d}-32",),
                ).fetchall()
                assert {row[0]: row[1] for row in bare} == {row[0]: fresh[row[0]].total for row in bare}


def test_two_entries_of_one_volunteer_have_one_account(office: Office) -> None:
    """Uniting moves the entries, and nothing else about them; taken back, each has their own again."""
    one, two = add_volunteers(office, ["王芳", "王芳"])
    _give(office, {one: 1, two: 2})
    scores = [EvaluationDraft(person, "居民", 80 + person) for person in (one, two)]
    services.evaluations.evaluate(office, "2026-11", scores)
    assert len(services.points.ranking(office, 2026, 11).rows) == 2
    services.volunteers_links.unite(office, one, two)
    (row,) = services.points.ranking(office, 2026, 11).rows
    assert (row.volunteer_id, row.sums.month) == (one, 6)
    assert list(services.safekeeping.check(office)) == []
    services.journal.undo(office)
    assert {row.volunteer_id: row.sums.month for row in services.points.ranking(office, 2026, 11).rows} == {
        one: 2,
        two: 4,
    }
    assert list(services.safekeeping.check(office)) == []
