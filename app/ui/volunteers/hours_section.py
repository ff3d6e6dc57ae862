"""What one volunteer served, on their card: hours, the last few services, and the certificate."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.certificates import CertificateLine
from app.models.service import ServiceRecord
from app.models.volunteers import VolunteerName
from app.rules.service import hours
from app.ui.volunteers.hours_paper_forms import CertificateForm
from app.ui.volunteers.hours_papers import show_certificate
from app.ui.volunteers.hours_telling import record_words
from app.ui.volunteers.sections import Section, VolunteerPlace, column_of
from app.ui.widgets.plain import button, words

_SHOWN = 5


class HoursSection(Section):
    """The newest few; a press opens the session, or all of them in the list."""

    title = "服务时长"
    slices = frozenset({"volunteers"})

    def __init__(self, place: VolunteerPlace) -> None:
        super().__init__(place)
        self._name = ""
        self.add_beside(button("出具证明…", self.certify, kind="link", key="Alt+Z", tip="志愿服务记录证明,编号并签名"))

    @staticmethod
    def read(office: Any, subject: int) -> tuple[str, tuple[ServiceRecord, ...], tuple[CertificateLine, ...]]:
        from app import services

        name = services.service.name_of(office, subject)
        records = services.service.of_volunteer(office, subject)
        return name, records, services.certificates.register(office, volunteer_id=subject)

    def show_read(self, found: tuple[str, tuple[ServiceRecord, ...], tuple[CertificateLine, ...]]) -> QWidget:
        self._name, records, issued = found
        if not records:
            return column_of(words("还没有服务记录。", "muted", wrap=True))
        minutes = sum(one.minutes for one in records)
        year = self.desk.clock.today().year
        this = sum(one.minutes for one in records if one.day.year == year)
        times = sum(one.minutes > 0 for one in records)
        said = words(f"共 {times} 次,{hours(minutes)} 小时;今年 {hours(this)} 小时。", wrap=True)
        rows = [self._line(one) for one in records[:_SHOWN]]
        if len(records) > _SHOWN:
            rows.append(button(f"看全部 {len(records)} 次", self.show_all, kind="link"))
        rows += [
            button(f"证明 {one.number}({hours(one.minutes)} 小时)", partial(self._open_certificate, one), kind="link")
            for one in issued[:_SHOWN]
        ]
        return column_of(said, *rows)

    def _line(self, one: ServiceRecord) -> QWidget:
        """The day, which opens the session, and what was done, in as many lines as it needs."""
        day = button(chinese_date(one.day), partial(self._open_session, one.session_id), kind="link")
        day.setToolTip("打开这一场")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words(record_words(one), wrap=True), 1)
        return holder

    def certify(self) -> None:
        who = VolunteerName(self.place.volunteer_id, self._name, "", "")
        self.place.open_form(CertificateForm(self.desk, who=who))

    def show_all(self) -> None:
        self.desk.open_page("volunteers", ("hours", ("volunteer", self.place.volunteer_id, self._name)))

    def _open_session(self, session_id: int) -> None:
        self.desk.open_page("volunteers", ("hours", session_id))

    def _open_certificate(self, one: CertificateLine) -> None:
        show_certificate(self.desk, one.id, one.number, self.window())
