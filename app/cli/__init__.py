"""The headless commands, for scripts and scheduled tasks.

With --json one JSON object goes to stdout and nothing else. Exit codes: 0 done, 1 the user's fault, 2 the
environment's, 3 a bug. The password comes from QICAI_PASSWORD.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from app.base.errors import Fault, UserFault
from app.cli import imports, keeping, months
from app.cli.frame import Answer, Context, print_answer, say

__all__ = ["BUG_EXIT_CODE", "Context", "build_parser", "run", "tell_bug", "tell_fault"]

BUG_EXIT_CODE = 3


class Parser(argparse.ArgumentParser):
    """Wrong words on the command line are the user's fault, told like any other."""

    def error(self, message: str) -> NoReturn:
        # argparse speaks English; what our own checks said of a value is Chinese and stands behind the last colon
        said = message.rpartition(": ")[2]
        why = f":{said}" if not said.isascii() else ""
        raise UserFault(f"命令写得不对{why}。", f"用法:{' '.join(self.format_usage().removeprefix('usage: ').split())}")


def build_parser() -> Parser:
    parser = Parser(prog="main.py", description="七彩台账")
    parser.add_argument("--data-dir", type=Path, help="资料文件夹")
    commands = parser.add_subparsers(dest="command", parser_class=Parser)

    def command(name: str, run: Callable[[Context, argparse.Namespace], Answer], help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_)
        added.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
        added.set_defaults(run=run)
        return added

    init = command("init", keeping.init, "新建单位")
    init.add_argument("--branch", required=True, help="填报单位")
    init.add_argument("--street", required=True, help="街道")
    imported = command("import", imports.import_ledger, "导入台账")
    imported.add_argument("ledger", nargs="+", metavar=f"[{'|'.join(imports.LEDGERS)}] FILE", help="台账的种类和文件")
    imported.add_argument("--accept", action="store_true", help="写入看过的结果")
    figures = command("figures", months.figures, "某一天的各项数字")
    figures.add_argument("--as-of", type=_day, help="例如 2026-10-31")
    roster = command("roster", months.roster, "一个月的志愿服务排班")
    roster.add_argument("--month", type=_month, required=True, help="例如 2026-11")
    month = command("month", months.month_desk, "一个月的月报:还缺什么,记录里有什么可写")
    month.add_argument("--month", type=_month, required=True, help="例如 2026-10")
    ledgers = command("ledgers", months.ledgers, "一个月的全部台账")
    ledgers.add_argument("--month", type=_month, required=True, help="例如 2026-10")
    ledgers.add_argument("--out", type=Path, required=True, help="保存到哪个文件夹")
    report = command("report", months.report, "签发月报")
    report.add_argument("--month", type=_month, required=True, help="例如 2026-10")
    report.add_argument("--out", type=Path, required=True, help="保存到哪个文件夹")
    report.add_argument("--package", action="store_true", help="只存一个报送包(zip)")
    report.add_argument("--sign-all", action="store_true", help="有证书的签名人依次签完")
    report.add_argument("--reason", default="", help="更正的原因")
    verify = command("verify", months.verify, "核验签名")
    verify.add_argument("files", type=Path, nargs="+")
    receive = command("receive", months.receive, "接收各支部的报送包")
    receive.add_argument("files", type=Path, nargs="+")
    receive.add_argument("--out", type=Path, help="汇总表和回执存到哪个文件夹")
    command("check", keeping.check, "检查资料是否完好")
    command("backup", keeping.backup, "备份").add_argument("file", type=Path)
    command("restore", keeping.restore, "恢复备份").add_argument("file", type=Path)
    return parser


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do one command and print its answer. Returns the exit code."""
    try:
        answer = arguments.run(context, arguments)
    except Fault as fault:
        return tell_fault(fault, as_json=arguments.json)
    code = int(answer.pop("exit_code", 0))
    print_answer(answer, as_json=arguments.json)
    return code


def tell_fault(fault: Fault, *, as_json: bool) -> int:
    """Say what happened and what to do; returns the exit code."""
    if as_json:
        said = {"error": {"place": fault.place, "what": fault.what, "remedy": fault.remedy}}
        print_answer(said, as_json=True)
    else:
        say(str(fault), sys.stderr)
    return fault.exit_code


def tell_bug(saved: Path | None, *, as_json: bool) -> int:
    """Say that the program itself went wrong, and where the report of it lies; returns the exit code."""
    remedy = f"问题报告(不含任何个人信息)已存到 {saved},请交给维护人员。" if saved else "请再试一次。"
    what = "程序出了错,这一步没有做完;已登记的内容都还在。"
    tell_fault(Fault(what, remedy), as_json=as_json)
    return BUG_EXIT_CODE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"日期应写成 2026-10-31,不是 {text}") from error


def _month(text: str) -> tuple[int, int]:
    try:
        found = datetime.strptime(text, "%Y-%m")
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"月份应写成 2026-10,不是 {text}") from error
    return found.year, found.month
