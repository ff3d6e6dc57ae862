"""Minutes by hand: an assembly with a vote and dissent, a committee with carried items, a group of little known."""

from __future__ import annotations

from datetime import date

from app.models.minutes import (
    AbsentFact,
    ActionFact,
    ItemFact,
    MinutesFacts,
    PersonFact,
    ResolutionFact,
)

OFFICE = "大院社区党委"
_VOTE = (
    "应到会有表决权的党员9人,实到7人,达到二分之一以上(至少5人),符合法定人数;"
    "赞成6票、反对1票、弃权0票,超过应到会有表决权的党员9人的二分之一(至少5票),通过。"
)


def assembly() -> MinutesFacts:
    names = ("王书记", "李组织", "陈宣传", "褚红", "冯军", "蒋丽", "卫东", "吴强", "郑洁", "田𠮷")
    posts = ("书记", "组织委员", "宣传委员") + ("",) * 7
    came = {"冯军": "请假", "卫东": "缺席"}
    return MinutesFacts(
        OFFICE,
        OFFICE,
        "2026年第3次支部党员大会",
        "支部党员大会",
        date(2026, 9, 19),
        "15:00",
        "16:20",
        "社区党群服务中心二楼会议室",
        "王书记",
        "李组织",
        words="会议开始前全体起立,奏唱国歌。",
        should=10,
        came=8,
        voters=9,
        voters_came=7,
        people=tuple(
            PersonFact(name, post, came.get(name, "出席"), "", name != "蒋丽")
            for name, post in zip(names, posts, strict=True)
        ),
        guests=(PersonFact("刘科长", "书院街道党建办", "出席"),),
        absent=(AbsentFact("冯军", "请假", "住院"), AbsentFact("卫东", "缺席")),
        items=(
            ItemFact("学习《中国共产党支部工作条例(试行)》", "李组织"),
            ItemFact(
                "研究3单元楼道清理",
                "陈宣传",
                "全楼36处堆放,其中3单元最多,居民意见较大。",
                (("褚红", "先通知再清理,给老人留时间。", False), ("吴强", "不同意限三天,太急。", True)),
            ),
        ),
        resolutions=(
            ResolutionFact(
                "同意月底前清理完3单元楼道。", _VOTE, "支部党员大会表决,中国共产党支部工作条例(试行)第十一条"
            ),
            ResolutionFact("同意每周巡查一次。"),
        ),
        actions=(ActionFact("张贴通知,逐户告知", "陈宣传", date(2026, 9, 25)), ActionFact("联系清运车", "李组织")),
        corrections=((date(2026, 10, 8), "李组织", "“3单元”应为“3单元和4单元”。"),),
        attachments=("签到表.jpg",),
        state="已签字",
        signed_on=date(2026, 9, 21),
    )


def committee() -> MinutesFacts:
    people = (PersonFact("王书记", "书记", "出席"), PersonFact("李组织", "组织委员", "出席"))
    carried = (
        ActionFact(
            "张贴通知,逐户告知", "陈宣传", date(2026, 9, 25), "2026年第3次支部党员大会", "已贴12处", date(2026, 10, 3)
        ),
        ActionFact("联系清运车", "李组织", None, "2026年第3次支部党员大会"),
    )
    return MinutesFacts(
        OFFICE,
        OFFICE,
        "2026年第10次支部委员会会议",
        "支部委员会会议",
        date(2026, 10, 3),
        "15:00",
        place="红色议事厅",
        chair="王书记",
        recorder="李组织",
        topic="三季度小结",
        made_up_for="2026年7月",
        should=2,
        came=2,
        voters=2,
        voters_came=2,
        people=people,
        items=(ItemFact("三季度小结"),),
        carried=carried,
        state="已核对",
    )


def group() -> MinutesFacts:
    names = ("王书记", "周敏", "吴强")
    return MinutesFacts(
        OFFICE,
        "第一党小组",
        "2026年第1次党小组会(第一党小组)",
        "党小组会",
        date(2026, 11, 5),
        should=3,
        people=tuple(PersonFact(name, "", "未登记") for name in names),
        unrecorded=names,
        state="草稿",
    )
