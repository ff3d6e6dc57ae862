"""附件: papers and photos with a meeting or a step of a matter, kept encrypted in the store."""

from __future__ import annotations

from pathlib import Path

from app.base.errors import UserFault
from app.base.files import read_fault, write_atomically
from app.models.changes import Changes
from app.models.meetings import Attachment, State
from app.rules.file_kinds import KINDS, kind_of
from app.services.office import Office
from app.store import attachments as shelf
from app.store import meetings as shelf_of_meetings
from app.store.work import Work

MOST_BYTES = 20_000_000  # a paper or a photo; films do not belong into a ledger
_DPI = 96  # of the picture that is looked at
MEETING, STEP = "meeting", "matter_step"


def of_meeting(office: Office, meeting_id: int) -> tuple[Attachment, ...]:
    with office.store.reading() as connection:
        return shelf.attachments_of(connection, MEETING, meeting_id)


def add(office: Office, meeting_id: int, path: Path, note: str = "") -> Changes:
    """Put a file with a meeting; to one that is signed papers may still be added (the signed sheet is scanned later).

    Raises UserFault for a file that is too large (its bytes are not read), empty, or of a kind that cannot be kept;
    EnvironmentFault when it cannot be read.
    """
    with office.work("add_attachment", f"添加附件 {path.name}") as work:
        state = shelf_of_meetings.state_of(work.connection, meeting_id)
        attach(work, MEETING, meeting_id, path, office, note)
        shelf_of_meetings.touch(work, meeting_id, {"state": state.value})
        return office.keep(work)


def remove(office: Office, attachment_id: int) -> Changes:
    """Take a file away. Raises UserFault when it belongs to signed minutes."""
    with office.work("remove_attachment", "删除附件") as work:
        found = shelf.owner_of(work.connection, attachment_id)
        if found is None:
            raise UserFault("这份附件已经不在了。", "请刷新后再试。")
        owner, owner_id = found
        if owner == MEETING:
            if shelf_of_meetings.state_of(work.connection, owner_id) is State.SIGNED:
                raise UserFault("会议记录已经签字定稿,附件不能删除。", "可以再添加新的附件。")
            shelf_of_meetings.touch(work, owner_id)
        shelf.remove_attachments(work, [attachment_id])
        return office.keep(work)


def content(office: Office, attachment_id: int) -> tuple[str, bytes]:
    """(name, bytes), to be shown. Raises UserFault when it is gone."""
    with office.store.reading() as connection:
        found = shelf.content_of(connection, attachment_id)
    if found is None:
        raise UserFault("这份附件已经不在了。", "请刷新后再试。")
    return found


def first_page(office: Office, attachment_id: int) -> tuple[int, int, bytes] | None:
    """The first page of a PDF as (width, height, pixels); None for one that cannot be opened. Raises UserFault when it
    is gone."""
    from app.reports.pictures import first_picture

    return first_picture(content(office, attachment_id)[1], dpi=_DPI)


def save(office: Office, attachment_id: int, path: Path) -> Path:
    """Write a file out. It leaves the encrypted store: whoever saves it answers for it."""
    return write_atomically(path, content(office, attachment_id)[1])


def attach(work: Work, owner: str, owner_id: int, path: Path, office: Office, note: str = "") -> int:
    """Put a file with something, inside a change."""
    name, data = _read(path)
    return shelf.add_attachment(work, owner, owner_id, name, kind_of(data), data, office.clock.today(), note.strip())


def _read(path: Path) -> tuple[str, bytes]:
    limit = f"{MOST_BYTES // 1_000_000} 兆"
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            shown = f"{size / 1_000_000_000:.1f} 吉" if size >= 1_000_000_000 else f"{size // 1_000_000} 兆"
            raise UserFault(
                f"文件太大:{shown}字节,附件最多 {limit}字节。",
                "照片请缩小后再添加;视频不适合放进台账,可以在记录里写明存放的地方。",
                place=path.name,
            )
        data = path.read_bytes()
    except OSError as error:
        raise read_fault(path, error) from error
    if not data:
        raise UserFault("这个文件是空的。", "请检查是否选错了文件。", place=path.name)
    if not kind_of(data):
        raise UserFault("这种文件不能作附件。", f"可以添加的有:{'、'.join(KINDS.values())}。", place=path.name)
    return path.name, data
