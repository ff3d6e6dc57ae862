"""公示: the masked list of a period's services, as it hangs on the notice board."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.certificates import Posting
from app.reports.blocks import Align, Block, Paragraph, SignatureBlock, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo
from app.rules.service import hours

_COLUMNS = (
    TableColumn("序号", 0.7),
    TableColumn("姓名", 1.2),
    TableColumn("队伍", 2.0, Align.LEFT),
    TableColumn("次数", 0.8),
    TableColumn("时长\n（分钟）", 1.0),
    TableColumn("折合\n（小时）", 1.0),
)


def posting_pdf(posting: Posting, branch: str, *, fonts: FontSet | None = None) -> bytes:
    """The notice. Names on it are masked already. Raises UserFault for a character no font has."""
    info = DocumentInfo(title="志愿服务时长公示", author=branch, made_on=posting.posted_on)
    return document_pdf(posting_blocks(posting, branch), info, fonts=fonts)


def posting_blocks(posting: Posting, branch: str) -> list[Block]:
    period = f"{chinese_date(posting.since)}至{chinese_date(posting.until)}"
    rows = tuple(
        (str(place), one.name, one.team, str(one.times), str(one.minutes), hours(one.minutes))
        for place, one in enumerate(posting.lines, start=1)
    )
    times = sum(one.times for one in posting.lines)
    total = ("合计", f"{len(rows)}人", "", str(times), str(posting.minutes), hours(posting.minutes))
    return [
        Title("志愿服务时长公示"),
        Paragraph(f"现将{period}志愿者参加志愿服务的情况公示如下。服务时长是实际提供服务的时间，不含往返路途时间。"),
        Table(_COLUMNS, (*rows, total), strong=1),
        Paragraph(
            f"公示时间：{chinese_date(posting.posted_on)}至{chinese_date(posting.ends_on)}（{posting.days}天）。"
            f"公示地点：{posting.place}。公示期间如有不同意见，请向{branch}反映。"
        ),
        SignatureBlock((), branch, chinese_date(posting.posted_on), air=1),
    ]
