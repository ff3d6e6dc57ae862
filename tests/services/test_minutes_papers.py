"""Papers of real meetings: notice, sign-in sheet, minutes on paper and in Word, the year's book."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app import services
from app.base.errors import Cancelled, UserFault
from app.models.meeting_drafts import AgendaDraft, Mark, MeetingDraft, MinutesDraft, SpeechDraft
from app.models.meetings import Came, MeetingQuery
from app.services.office import Office
from tests.programs import need
from tests.services.meeting_world import branch, held

MEMBERS, COMMITTEE = "支部党员大会", "支部委员会会议"


@pytest.fixture
def world(office: Office) -> dict[str, int]:
    return branch(office)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text


def test_notice_and_sign_in_sheet_of_a_plan(office: Office, world: dict[str, int]) -> None:
    agenda = (AgendaDraft("研究发展党员", "李组织"), AgendaDraft("年终总结"))
    draft = MeetingDraft(MEMBERS, date(2026, 12, 3), starts="9:30", place="议事厅", chair="王书记", agenda=agenda)
    services.meetings.plan(office, draft)
    (plan,) = services.meetings.page(office).rows
    notice = words(services.minutes.notice(office, plan.id))
    assert "关于召开支部党员大会的通知各位党员：" in notice
    assert "时间：2026年12月3日（星期四）09:30" in notice
    assert "1．研究发展党员（李组织）2．年终总结" in notice
    sheet = words(services.minutes.sign_in(office, plan.id))
    assert all(name in sheet for name in ("王书记", "蒋丽", "卫东"))
    assert "出席" not in sheet


def test_minutes_of_a_meeting(office: Office, world: dict[str, int]) -> None:
    card = held(office, MEMBERS, date(2026, 11, 3), starts="15:00", chair="王书记")
    line = next(one for one in card.attendance if one.name == "冯军")
    services.attendance.mark(office, card.line.id, [Mark(line.id, Came.EXCUSED, "住院")])
    services.attendance.mark_rest(office, card.line.id)
    speeches = (SpeechDraft("吴强", "不同意,太急。", dissent=True, agenda=1),)
    services.minutes.write(office, card.line.id, MinutesDraft((AgendaDraft("研究楼道清理"),), speeches))
    text = words(services.minutes.pdf(office, card.line.id))
    assert "应到：10人实到：9人有表决权：应到9人，实到8人缺席：冯军（请假：住院）" in text
    assert "（一）研究楼道清理吴强（不同意见）：不同意,太急。" in text
    assert "记录人：应到" in text  # nobody said who
    assert services.minutes.file_name(office, card.line.id, "docx") == "2026年第1次支部党员大会记录.docx"


def test_a_year_in_one_book(office: Office, world: dict[str, int]) -> None:
    for month in range(1, 7):
        held(office, COMMITTEE, date(2026, month, 3))
    for group in ("第一党小组", "第二党小组"):
        held(office, "党小组会", date(2026, 7, 3), world[group])
    services.meetings.plan(office, MeetingDraft(COMMITTEE, date(2026, 12, 3)))
    told: list[tuple[int, int]] = []
    book = words(services.minutes.year_book(office, 2026, report=lambda done, of: told.append((done, of))))
    assert "会议次数：8次" in book
    assert told[-1] == (16, 16)
    group = words(services.minutes.year_book(office, 2026, world["第二党小组"]))
    assert "会议次数：1次" in group
    assert "党组织：第二党小组" in group
    with pytest.raises(UserFault, match="2025年还没有会议记录"):
        services.minutes.year_book(office, 2025)

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        services.minutes.year_book(office, 2026, report=stop)


def test_word_files_open_in_libreoffice(office: Office, data: Path, tmp_path: Path) -> None:
    services.meeting_import.accept(office, services.meeting_import.plan(office, data / "会议台账.xlsx"))
    query = MeetingQuery(kinds=frozenset({MEMBERS}), descending=False)
    meeting = services.meetings.page(office, query).rows[0].id
    content = services.minutes.docx(office, meeting)
    need("soffice")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
    (tmp_path / "记录.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "记录.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    made = tmp_path / "记录.pdf"
    assert made.exists(), "this test needs LibreOffice with Writer, which .ci/run installs"
    found, ours = words(made.read_bytes()), words(services.minutes.pdf(office, meeting))
    for said in ("2026年第1次支部党员大会记录", "李金凤（请假：住院）", "赞成30票、反对0票、弃权1票", "主持人（签字）"):
        assert said in found
        assert said in ours
