"""Forms of 服务时长: a session, a correction, a certificate, a posting, what was said against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.service import CorrectionDraft, ServiceRecord, SessionDraft, Unsigned
from app.rules.service import length, read_time
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.meetings.asking import several, verb
from app.ui.requests.fields import WordsField
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.hours_telling import shift_words
from app.ui.widgets.plain import button

_FREE = "不按班表"
_DAYS = 7


class SessionForm(Form):
    """A session: of a shift that waits, of an activity, or of something nobody had planned."""

    def __init__(
        self,
        desk: Desk,
        draft: SessionDraft,
        *,
        session_id: int | None = None,
        shift_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk,
            "修改场次" if session_id is not None else "登记一场服务",
            save_words="保存" if session_id is not None else "开始签到",
            parent=parent,
        )
        self.draft, self.session_id = draft, session_id
        self._wanted = shift_id
        self._sources: dict[str, tuple[str, int]] = {}
        self._teams: dict[str, int] = {}
        self.source = self.add(ChoiceField("按哪个班次", [_FREE]))
        self.source.setVisible(session_id is None)
        self.day = self.add(DateField("日期", needed=True))
        self.title = self.add(ChoiceField("活动名称", [""], free=True, needed=True))
        self.starts, self.ends = TextField("开始", hint="如 14:00"), TextField("结束", hint="如 17:00")
        self.add_pair(self.starts, self.ends)
        self.place = self.add(ChoiceField("地点", [""], free=True))
        self.team = self.add(ChoiceField("队伍", [""]))
        self.leader, self.recorder = TextField("负责人"), TextField("记录人")
        self.add_pair(self.leader, self.recorder)
        self.words = self.add(WordsField("服务内容", hint="做了些什么,可不填", lines=2))
        self.sheet_button = button("打印空白签到表…", self.print_sheet, key="Ctrl+P", tip="活动以前先印好,现场签字")
        self.body.addWidget(self.sheet_button)
        self.end_fields()
        self.show_draft(draft)
        self.source.edited.connect(self._chosen)
        work = several(
            verb("service", "unsigned"), verb("service", "activities"), verb("service", "teams"),
            verb("service", "used_words"),
        )  # fmt: skip
        desk.jobs.run(work, lambda found: self._offer(*found), owner=self)

    def show_draft(self, draft: SessionDraft) -> None:
        self.draft = draft
        self.day.set_day(draft.day)
        for field, text in (
            (self.title, draft.title), (self.starts, draft.starts), (self.ends, draft.ends), (self.place, draft.place),
            (self.leader, draft.leader), (self.recorder, draft.recorder), (self.words, draft.words),
        ):  # fmt: skip
            field.set_text(text)
        self._show_team()

    def check(self) -> bool:
        if not self.title.text():
            self.title.complain("还没有写活动名称。")
        return self.day.check() and bool(self.title.text())

    def print_sheet(self) -> None:
        """For a session to come as well: nothing is kept."""
        if self.check():
            title = f"签到表:{self.title.text()}"
            SheetDialog(self.desk, title, verb("service_papers", "sign_sheet_of", self.told), self.window()).open()

    def verb(self) -> Callable[[Any], Changes]:
        if self.session_id is not None:
            return verb("service", "edit_session", self.session_id, self.told)
        return verb("service", "open_session", self.told)

    @property
    def told(self) -> SessionDraft:
        """The session as it is typed."""
        return replace(
            self.draft, day=self.day.day() or self.desk.clock.today(), title=self.title.text(),
            starts=self.starts.text(), ends=self.ends.text(), place=self.place.text(),
            team_id=self._teams.get(self.team.text()), leader=self.leader.text(),
            recorder=self.recorder.text(), words=self.words.text(),
        )  # fmt: skip

    def _offer(
        self,
        shifts: Sequence[Unsigned],
        activities: Sequence[tuple[int, str]],
        teams: Sequence[tuple[int, str]],
        used: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        self._teams = {name: number for number, name in teams}
        self.team.set_choices(["", *self._teams])
        self._show_team()
        for field, words in ((self.title, used[0]), (self.place, used[1])):
            field.set_choices(["", *words])
        self._sources = {shift_words(one): ("shift_id", one.shift_id) for one in shifts}
        self._sources |= {f"活动:{title}": ("activity_id", number) for number, title in activities}
        self.source.set_choices([_FREE, *self._sources])
        wanted = next((name for name, found in self._sources.items() if found == ("shift_id", self._wanted)), "")
        if wanted and not self.dirty:
            self.source.set_text(wanted)
            self._chosen()

    def _chosen(self) -> None:
        kind, number = self._sources.get(self.source.text(), ("", 0))
        self.desk.jobs.run(verb("service", "blank", **({kind: number} if kind else {})), self.show_draft, owner=self)

    def _show_team(self) -> None:
        self.team.set_text(next((name for name, team in self._teams.items() if team == self.draft.team_id), ""))


class CorrectionForm(Form):
    """更正 on a volunteer's request: what stood before is kept, shown and printed."""

    def __init__(self, desk: Desk, record: ServiceRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"更正服务时长:{record.name}", save_words="登记更正", parent=parent)
        self.record = record
        self.add_words(f"{chinese_date(record.day)} {record.title},现在记的是 {record.minutes} 分钟。", "")
        for one in record.corrections:
            self.add_words(f"{chinese_date(one.asked_on)} 由 {one.before} 改为 {one.after} 分钟:{one.reason}")
        self.minutes = self.add(TextField("服务分钟", hint="没有参加的填 0", needed=True))
        self.starts, self.ends = TextField("开始"), TextField("结束")
        self.add_pair(self.starts, self.ends)
        self.reason = self.add(WordsField("更正原因", hint="哪里记错了,凭什么更正", needed=True, lines=2))
        self.asked_by = self.add(TextField("谁提出", hint="不填就是本人"))
        self.add_words("原来的分钟数会留着;证明和导出的服务记录上都写明由多少改为多少、为什么。")
        self.end_fields()
        self.minutes.set_text(str(record.minutes))
        self.starts.set_text(record.starts)
        self.ends.set_text(record.ends)
        for field in (self.starts, self.ends):
            field.edited.connect(self._measure)

    def _measure(self) -> None:
        """Minutes follow the times, as in the sign-in table; what was served may be less, and is typed then."""
        starts, ends = read_time(self.starts.text()), read_time(self.ends.text())
        minutes = length(starts, ends) if starts and ends else None
        if minutes is not None and minutes > 0:
            self.minutes.set_text(str(minutes))
            self.minutes.complain("")

    def check(self) -> bool:
        if not self.minutes.text().isdecimal():
            self.minutes.complain("分钟数要填整数。")
            return False
        if not self.reason.text():
            self.reason.complain("还没有写更正的原因。")
        return bool(self.reason.text())

    def verb(self) -> Callable[[Any], Changes]:
        draft = CorrectionDraft(
            self.record.id, int(self.minutes.text()), self.reason.text(), self.asked_by.text(), self.starts.text(),
            self.ends.text(),
        )  # fmt: skip
        return verb("service_corrections", "correct", draft)
