"""Forms of 证明 and 公示: a certificate, a list that hangs, what was said against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.certificates import CertificateDraft, Posting
from app.models.changes import Changes
from app.models.volunteers import VolunteerName
from app.rules.service import hours
from app.ui.desk import Desk
from app.ui.households.fields import DateField, TextField
from app.ui.households.form import Form
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.picker import VolunteerField
from app.ui.widgets.plain import button

_DAYS = 7


class CertificateForm(Form):
    """出具证明: for whom, for which time, who handles it. Looked at before it is issued: then it is final."""

    def __init__(
        self, desk: Desk, blank: CertificateDraft | None = None, who: VolunteerName | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk, "出具志愿服务记录证明", save_words="出具证明", parent=parent)
        self.who = self.add(VolunteerField(desk, "志愿者", needed=True))
        self.since, self.until = (
            DateField("开始日期", hint="不填就是全部"),
            DateField("截止日期", hint="不填就是到今天"),
        )
        self.add_pair(self.since, self.until)
        self.purpose = self.add(TextField("用途", hint="如单位评优,可不填"))
        self.handler, self.contact = TextField("经办人", needed=True), TextField("联系方式", hint="单位电话")
        self.add_pair(self.handler, self.contact)
        self.look_button = button("先看样子…", self.preview, key="Alt+Y", tip="证明会是什么样子;不编号,不登记")
        self.body.addWidget(self.look_button)
        self.add_words("只写已经核对关闭的场次。出具后编号登记,不能撤销;证明上有完整的身份证号,请交给本人。")
        self.end_fields()
        if who is not None:
            self.who.set_chosen(who)
        self.handler.set_text(blank.handler if blank is not None else "")
        if blank is None:
            desk.jobs.run(verb("certificates", "blank", 0), self._fill, owner=self)

    @property
    def draft(self) -> CertificateDraft:
        return CertificateDraft(
            self.who.id or 0, self.since.day(), self.until.day(), self.handler.text(), self.contact.text(),
            self.purpose.text(),
        )  # fmt: skip

    def check(self) -> bool:
        if self.who.id is None:
            self.who.complain("还没有选是给谁的。")
        return self.who.id is not None and self.since.check() and self.until.check()

    def verb(self) -> Callable[[Any], Changes]:
        return verb("certificates", "issue", self.draft)

    def preview(self) -> None:
        if self.check():
            SheetDialog(
                self.desk, "证明样子(还没有出具)", verb("certificates", "preview", self.draft), self.window()
            ).open()

    def _fill(self, blank: CertificateDraft) -> None:
        if not self.handler.text():
            self.handler.set_text(blank.handler)


class PostingForm(Form):
    """公示 of a period: the list is taken as it stands, masked, and stays as it hung."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "公示服务时长", save_words="登记公示", parent=parent)
        today = desk.clock.today()
        last = today.replace(day=1) - timedelta(days=1)
        self.since, self.until = DateField("开始日期", needed=True), DateField("截止日期", needed=True)
        self.add_pair(self.since, self.until)
        self.found = self.add_words("")
        self.posted, self.ends = DateField("公示日期", needed=True), DateField("公示到", needed=True)
        self.add_pair(self.posted, self.ends)
        self.place = self.add(TextField("公示地点", needed=True))
        self.look_button = button("先看样子…", self.preview, key="Alt+Y", tip="要张贴的名单是什么样子")
        self.body.addWidget(self.look_button)
        self.add_words("名单里只有遮住的姓名、队伍、次数和时长。")
        self.end_fields()
        self.since.set_day(last.replace(day=1))
        self.until.set_day(last)
        self.posted.set_day(today)
        self.ends.set_day(today + timedelta(days=_DAYS - 1))
        self.place.set_text("社区公示栏")
        for field in (self.since, self.until):
            field.line.editingFinished.connect(self._count)
        self._count()

    @property
    def posting(self) -> Posting:
        since, until, posted, ends = (
            field.day() or self.desk.clock.today() for field in (self.since, self.until, self.posted, self.ends)
        )
        return Posting(0, since, until, posted, ends, self.place.text(), ())

    def check(self) -> bool:
        return all(field.check() for field in (self.since, self.until, self.posted, self.ends))

    def verb(self) -> Callable[[Any], Changes]:
        return verb("postings", "post", self.posting)

    def preview(self) -> None:
        if self.check():
            told = self.posting

            def make(office: Any) -> bytes:
                fresh = verb("postings", "blank", told.since, told.until)(office)
                pdf: bytes = verb("postings", "pdf", replace(told, lines=fresh.lines))(office)
                return pdf

            SheetDialog(self.desk, "公示名单", make, self.window()).open()

    def _count(self) -> None:
        since, until = self.since.day(), self.until.day()
        if since is not None and until is not None:
            self.desk.jobs.run(verb("postings", "blank", since, until), self._counted, failed=self._nothing, owner=self)

    def _counted(self, found: Posting) -> None:
        self.found.setText(f"这段时间 {len(found.lines)} 人,共 {hours(found.minutes)} 小时。")
        if not self.dirty:
            self.ends.set_day(found.ends_on)

    def _nothing(self, error: BaseException) -> None:
        self.found.setText(getattr(error, "what", "") + getattr(error, "remedy", ""))


class ObjectionForm(Form):
    """What somebody said against a list that hangs, and what was found."""

    def __init__(self, desk: Desk, posting: Posting, parent: QWidget | None = None) -> None:
        super().__init__(desk, "登记公示意见", parent=parent)
        self.posting = posting
        self.add_words(f"{chinese_date(posting.since)}至{chinese_date(posting.until)}的服务", "")
        for one in posting.objections:
            self.add_words(f"{chinese_date(one.noted_on)} {one.words}")
        self.words = self.add(WordsField("意见", hint="提了什么、核实结果是什么;不用写提意见的人", needed=True))
        self.end_fields()

    def check(self) -> bool:
        if not self.words.text():
            self.words.complain("还没有写意见的内容。")
        return bool(self.words.text())

    def verb(self) -> Callable[[Any], Changes]:
        return verb("postings", "object_to", self.posting.id, self.words.text())
