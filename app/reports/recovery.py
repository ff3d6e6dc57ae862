"""The recovery code on one page: printed once at set-up, kept in the safe."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.reports.blocks import Block, Emphasis, Pair, Paragraph, Spacer, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import PROGRAM, DocumentInfo

_STEPS = (
    "1. 本页只打印一次。请核对下面的恢复码清晰完整，再锁入保险柜，由书记保管。",
    "2. 不要拍照、扫描，不要存入手机、电脑或网盘；不要与这台电脑放在一起。",
    "3. 忘记密码、更换电脑或从备份恢复时，在登录窗口选择“使用恢复码”，照本页逐组输入，字母不分大小写。",
    "4. 恢复码和密码都丢失后，任何人都无法打开台账，本软件也没有其他办法。",
    "5. 怀疑恢复码被别人看到时，请在“设置”中重新生成并打印，旧码随即作废，旧页当面销毁。",
)


def recovery_sheet_pdf(branch: str, code: str, made_on: date, *, fonts: FontSet | None = None) -> bytes:
    """One A4 page with `code` in large type, in the groups it has, and what to do with it. Nothing of it is kept."""
    info = DocumentInfo(title=f"{PROGRAM}恢复码", author=branch, made_on=made_on)
    blocks: list[Block] = [
        Title(f"{PROGRAM}恢复码"),
        Pair(f"单位：{branch}"),
        Pair(f"生成日期：{chinese_date(made_on)}"),
        Spacer(),
        Emphasis(_in_lines(code)),
        Spacer(),
        *(Paragraph(step) for step in _STEPS),
        Spacer(),
        Pair("保管人（签字）：", "存放地点：　　　　　　"),
    ]
    return document_pdf(blocks, info, fonts=fonts)


def _in_lines(code: str) -> str:
    """Four groups a line, as people read them aloud; the hyphen where a line ends is left out."""
    groups = code.split("-")
    lines = ["-".join(groups[place : place + 4]) for place in range(0, len(groups), 4)]
    return "\n".join(lines)
