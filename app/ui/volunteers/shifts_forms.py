"""Forms of the roster: a shift, a swap, cancelling, publishing, what came of a shift, wishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.activities import Needs, PlanLine
from app.models.changes import Changes
from app.models.rostering import Wish
from app.models.shifts import Candidate, Duty, Roster, Shift, ShiftDraft
from app.models.volunteers import WEEKDAYS
from app.rules.shifts import DAY, ENDS, HEADS, NEEDS, REASON, STARTS, TITLE, needs_words, read_needs
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, Field, TextField
from app.ui.households.form import Form
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField
from app.ui.volunteers.people_forms import ANY_TEAM, TeamChoice

_MOST_LINES = 12
NOBODY = "没有人顶替(空着)"


class NeedsFields:
    """How many, and with which skills: shared by the forms of shifts and activities."""

    def __init__(self, form: Form) -> None:
        self.heads = TextField(HEADS, needed=True)
        self.skills = TextField(NEEDS, hint="如 急救:1、摄影")
        form.add_pair(self.heads, self.skills)

    def set(self, heads: int, needs: Needs) -> None:
        self.heads.set_text(str(heads))
        self.skills.set_text(needs_words(needs))

    def check(self) -> bool:
        text = self.heads.text()
        if not (text.isascii() and text.isdecimal() and int(text)):
            self.heads.complain("请填需要几个人。")
            return False
        try:
            read_needs(self.skills.text())
        except UserFault as fault:
            self.skills.complain(f"{fault.what}{fault.remedy}")
            return False
        return True

    @property
    def found(self) -> tuple[int, Needs]:
        return int(self.heads.text()), read_needs(self.skills.text())


def filled(fields: tuple[Field, ...]) -> bool:
    """Complain of those that are empty."""
    for field in fields:
        field.complain("" if field.text() else f"请填写{field.title}。")
    return all(field.text() for field in fields)


class ShiftForm(Form):
    """A shift of its own, or one that is there already."""

    def __init__(
        self, desk: Desk, known: Shift | None = None, *, day: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "修改班次" if known else "新增班次", parent=parent)
        self.known = known
        self.name = self.add(TextField(TITLE, hint="如 社区服务站值班", needed=True))
        self.day = self.add(DateField(DAY, needed=True))
        self.starts, self.ends = TextField(STARTS, hint="如 9:00", needed=True), TextField(ENDS, needed=True)
        self.add_pair(self.starts, self.ends)
        self.needs = NeedsFields(self)
        self.place, self.team = TextField("地点", hint="可不填"), TeamChoice(desk, none=ANY_TEAM)
        self.add_pair(self.place, self.team)
        self.end_fields()
        self.day.set_day(known.day if known else day)
        self.needs.set(known.heads if known else 1, known.needs if known else ())
        if known is not None:
            self.name.set_text(known.title)
            self.starts.set_text(known.starts)
            self.ends.set_text(known.ends)
            self.place.set_text(known.place)
            self.team.set_id(known.team_id)

    def check(self) -> bool:
        return all([filled((self.name, self.starts, self.ends)), self.day.check(), self.needs.check()])

    def verb(self) -> Callable[[Any], Changes]:
        day = self.day.day()
        assert day is not None
        heads, needs = self.needs.found
        draft = ShiftDraft(
            self.name.text(), day, self.starts.text(), self.ends.text(), heads, needs, self.team.id, self.place.text()
        )
        if self.known is not None:
            return verb("shifts", "change", self.known.id, draft, sure=self.sure)
        return verb("shifts", "add", draft, sure=self.sure)


class SwapForm(Form):
    """换班 after publishing: who goes, who comes, and why."""

    def __init__(
        self,
        desk: Desk,
        shift: Shift,
        out: Duty | None,
        candidates: tuple[Candidate, ...],
        chosen: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "换班", save_words="登记换班", parent=parent)
        self.shift = shift
        self.add_words(f"{chinese_date(shift.day)} {shift.times} {shift.title}", "")
        self.outs: dict[str, int | None] = {duty.name: duty.volunteer_id for duty in shift.duties}
        if shift.missing or out is None:
            self.outs["补缺(没有人换下)"] = None
        self.ins: dict[str, int | None] = {_offered(one): one.volunteer_id for one in candidates}
        self.ins[NOBODY] = None
        self.out = self.add(ChoiceField("换下", list(self.outs)))
        self.come = self.add(ChoiceField("换上", list(self.ins)))
        self.reason = self.add(TextField(REASON, hint="如 临时有事,已和对方说好", needed=True))
        self.add_words("能来的排在前面,次数少的在先;后面写着原因的,要先问过本人。")
        self.end_fields()
        if out is not None:
            self.out.set_text(out.name)
        elif None in self.outs.values():
            self.out.set_text("补缺(没有人换下)")
        if chosen is not None:
            self.come.set_text(next((said for said, number in self.ins.items() if number == chosen), NOBODY))

    def check(self) -> bool:
        return filled((self.reason,))

    def verb(self) -> Callable[[Any], Changes]:
        return verb(
            "shift_duties", "swap", self.shift.id, self.outs.get(self.out.text()), self.ins.get(self.come.text()),
            self.reason.text(),
        )  # fmt: skip


class CancelForm(Form):
    """取消班次, with its reason."""

    def __init__(self, desk: Desk, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(desk, "取消班次", save_words="取消这个班次", parent=parent)
        self.shift = shift
        self.add_words(f"{chinese_date(shift.day)} {shift.times} {shift.title}", "")
        if shift.duties:
            self.add_words(f"已排:{'、'.join(duty.name for duty in shift.duties)}。请记得通知他们。", "amber")
        self.reason = self.add(TextField(REASON, hint="如 下雨", needed=True))
        self.end_fields()

    def check(self) -> bool:
        return filled((self.reason,))

    def verb(self) -> Callable[[Any], Changes]:
        return verb("shifts", "cancel", self.shift.id, self.reason.text())


class PublishForm(Form):
    """公布: gaps and clashes are read before."""

    def __init__(self, desk: Desk, roster: Roster, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"公布{roster.year}年{roster.month}月排班", save_words="公布", parent=parent)
        self.roster = roster
        clashes, gaps = roster.clashes, [shift for shift in roster.standing if shift.missing]
        if not clashes and not gaps:
            self.add_words("没有缺口,也没有冲突。", "green")
        if clashes:
            self.add_words(f"有 {len(clashes)} 处不合规则,请看是不是都问过本人:", "red")
            self._list([f"{_when(shift)} {duty.name}:{duty.clash}" for shift, duty in clashes])
        if gaps:
            self.add_words(f"还缺 {roster.missing} 人次:", "amber")
            self._list([f"{_when(shift)} {shift.title} 缺{shift.missing}人:{shift.gap}" for shift in gaps])
        self.add_words("公布以后不能再直接调整,只能写明原因换班或取消班次。公布错了,可以按 Ctrl+Z 撤销。")
        self.end_fields()

    def _list(self, said: list[str]) -> None:
        for line in said[:_MOST_LINES]:
            self.add_words(line, "")
        if len(said) > _MOST_LINES:
            self.add_words(f"……共 {len(said)} 处,都在排班表里标着颜色。")

    def verb(self) -> Callable[[Any], Changes]:
        return verb("shift_duties", "publish", self.roster.year, self.roster.month)


class OutcomeForm(Form):
    """落实情况 of one shift."""

    def __init__(self, desk: Desk, line: PlanLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, "登记落实情况", parent=parent)
        self.line = line
        self.add_words(f"{chinese_date(line.day)} {line.starts}-{line.ends} {line.title}", "")
        self.words = self.add(WordsField("落实情况", hint="做了什么,去了几人;没有开展的写明原因"))
        self.words.set_text(line.words)
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        return verb("shifts", "note_outcome", self.line.shift_id, self.words.text())


class WishForm(Form):
    """排班意愿 of one volunteer: when they would like to come, and when rather not."""

    def __init__(
        self, desk: Desk, volunteer_id: int, name: str, wishes: tuple[Wish, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"{name}的排班意愿", parent=parent)
        self.volunteer_id = volunteer_id
        self.days = {"": None, **{name: number for number, name in enumerate(WEEKDAYS, start=1)}}
        self.rows: list[tuple[ChoiceField, ChoiceField, bool]] = []
        for likes in (True, False):
            self.add_words("愿意来的时候" if likes else "尽量不排的时候", "")
            known = [wish for wish in wishes if wish.likes is likes and wish.day is None]
            for number in range(2):
                weekday, half = ChoiceField("星期", list(self.days)), ChoiceField("时段", ["", "上午", "下午", "晚上"])
                if number < len(known):
                    weekday.set_text(next(said for said, day in self.days.items() if day == known[number].weekday))
                    half.set_text(known[number].half)
                self.add_pair(weekday, half)
                self.rows.append((weekday, half, likes))
        self.kept = tuple(wish for wish in wishes if wish.day is not None)
        self.add_words("意愿只在不影响缺口和公平时照顾;不能来的时间,请在名册里改“可服务时间”或登记请假。")
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        wishes = tuple(
            Wish(self.volunteer_id, likes, None, self.days[weekday.text()], half.text())
            for weekday, half, likes in self.rows
            if weekday.text() or half.text()
        )
        return verb("shift_duties", "set_wishes", self.volunteer_id, (*self.kept, *wishes))


def _offered(one: Candidate) -> str:
    said = f"{one.name}(本月{one.load}次"
    return f"{said},{one.why_not})" if one.why_not else f"{said})"


def _when(shift: Shift) -> str:
    return f"{shift.day.month}月{shift.day.day}日 {shift.times}"
