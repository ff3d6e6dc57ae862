"""月初服务计划 and 落实情况 on A4: each shift of a month, what was planned, and what came of it."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.activities import MonthPlan, PlanLine
from app.reports.blocks import Align, Block, Paragraph, SignatureBlock, Spacer, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo
from app.rules.duty_lines import WEEKDAYS

_COLUMNS = (
    TableColumn("日期", 1.25, Align.CENTER),
    TableColumn("时间", 1.45, Align.CENTER),
    TableColumn("活动", 1.9, Align.LEFT),
    TableColumn("地点", 1.5, Align.LEFT),
    TableColumn("需要", 0.7, Align.CENTER),
    TableColumn("已排", 0.7, Align.CENTER),
    TableColumn("落实情况", 2.3, Align.LEFT),
)


def duty_plan_pdf(plan: MonthPlan, *, fonts: FontSet | None = None) -> bytes:
    """Raises UserFault for a character that no font has."""
    title = f"{plan.year}年{plan.month}月志愿服务计划与落实情况"
    blocks: list[Block] = [
        Title(f"{plan.branch}\n{title}"),
        Paragraph(_lead(plan)),
        *([Table(_COLUMNS, tuple(map(_row, plan.lines)))] if plan.lines else []),
        Spacer(),
        SignatureBlock((), plan.branch, chinese_date(plan.made_on)),
    ]
    return document_pdf(blocks, DocumentInfo(title, plan.branch, plan.made_on), fonts=fonts)


def _lead(plan: MonthPlan) -> str:
    held = sum(line.outcome.startswith("已开展") for line in plan.lines)
    cancelled = sum(line.outcome.startswith("已取消") for line in plan.lines)
    served = sum(line.served or 0 for line in plan.lines)
    if not plan.lines:
        return "本月没有安排志愿服务。"
    off = f"，取消{cancelled}次" if cancelled else ""
    return (
        f"本月计划志愿服务{len(plan.lines)}次，截至{chinese_date(plan.made_on)}已开展{held}次{off}，参加{served}人次。"
    )


def _row(line: PlanLine) -> tuple[str, ...]:
    day = f"{line.day.day}日 周{WEEKDAYS[line.day.weekday()]}"
    outcome = f"{line.outcome}。{line.words}" if line.words else line.outcome
    return (
        day, f"{line.starts}-{line.ends}", line.title, line.place, str(line.heads), str(line.on_roster),
        outcome.replace(":", "："),
    )  # fmt: skip
