"""Pictures of the page of requests for `app.ui.shots`: its parts with a few requests, the card, the forms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.models.mediations import DisputeParty, MediationDraft
from app.models.patrols import BODIES, FindingDraft, Party, PatrolDraft
from app.models.requests import RequestDraft, RequestQuery, StepDraft, Verb
from app.ui.requests.page import SEGMENTS, RequestsPage

if TYPE_CHECKING:
    from app.ui.shots import Camera

_SAID = (
    ("3栋楼下路灯不亮,晚上老人下楼看不清台阶", "电话"),
    ("楼上漏水,客厅天花板泡坏了", "群众来访"),
    ("停车位被外来车辆占用,晚上回来没地方停", "网格员走访"),
    ("楼上半夜打麻将,吵得睡不着", "群众来访"),
    ("自来水水压太小,六楼洗澡没有水", "书记亲民走访日"),
    ("单元门禁坏了,谁都可以进", "电话"),
    ("想申请低保,不知道要哪些材料", "意见箱"),
    ("下水道堵塞,污水漫到院子里", "网格员走访"),
)
_NAMES = ("我的一天", "看板", "列表", "统计", "巡查", "调解")


def take_requests(camera: Camera, look: str) -> None:
    """Every part, then what needs a hand. Requests are taken down first, in the copy that the pictures are made of."""
    camera.jobs.run(_fill)
    camera.settle()
    for segment, name in zip(SEGMENTS, _NAMES, strict=True):
        camera.window.open_page("requests", segment)
        camera.take(f"{look}-诉求-{name}")
    page = camera.window.page("requests")
    assert isinstance(page, RequestsPage)
    camera.window.open_page("requests", "day")
    camera.settle()
    task = page.day.model.row(2)
    if task is not None:
        page.day.table.choose_row(2)
        page.show_request(task.row.id)
        camera.take(f"{look}-诉求-卡片")
        page.card.take(Verb.WHISTLE)
        camera.take(f"{look}-诉求-吹哨")
        page.card.close_card()
    page.take_down()
    camera.take(f"{look}-诉求-记一件")
    page.card.leave_form()
    page.show_rules()
    camera.take(f"{look}-诉求-部门和节假日")
    page.rules_card.close_card()


def _fill(office: Any) -> None:
    """A few requests in every state, a round and a mediation; nothing where there are any already."""
    from app import services

    if services.requests.list_rows(office, RequestQuery(limit=1)).total:
        return
    today: date = office.clock.today()
    doors = [row.household_id for row in services.lists.search(office, "张", len(_SAID)).rows]
    ids: list[int] = []
    for place, (words, channel) in enumerate(_SAID):
        draft = RequestDraft(
            today - timedelta(days=12 - place),
            channel,
            words,
            household_id=doors[place] if place < len(doors) else None,
        )
        ids += services.requests.take_down(office, draft).made
    steps = (
        (0, StepDraft(Verb.ASSIGN, departments=("路灯管理所",), who="李干事")),
        (1, StepDraft(Verb.HANDLE, words="上门看过,等两家约时间", who="网格员 周敏")),
        (2, StepDraft(Verb.WHISTLE, departments=("综合执法中队", "派出所"))),
        (4, StepDraft(Verb.CLOSE, outcome="已解决", words="换了加压泵")),
        (5, StepDraft(Verb.CLOSE, outcome="已解决", words="门禁修好了")),
        (5, StepDraft(Verb.VISIT, satisfaction="满意", words="电话回访")),
    )
    for place, step in steps:
        services.requests.take_step(office, ids[place], step)
    parties = tuple(Party(body, came=body != "业委会") for body in BODIES)
    findings = (
        FindingDraft("消防通道堆了杂物", "3栋东侧", becomes_request=True),
        FindingDraft("健身器材松动", "小广场"),
    )
    services.patrols.record(office, PatrolDraft(today, parties, minutes="物业三天内清理通道。", findings=findings))
    sides = (DisputeParty("张先生"), DisputeParty("李女士"))
    agreed = "晚上十点以后不打麻将。"
    services.mediations.record(
        office,
        MediationDraft(today, sides, "刘调解员", agreement=agreed, outcome="调解成功", request_id=ids[3]),
    )
