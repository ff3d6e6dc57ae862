"""The headless commands, for scripts and scheduled tasks.

With --json one JSON object goes to stdout and nothing else. Exit codes: 0 done, 1 the user's fault, 2 the
environment's, 3 a bug. The password comes from QICAI_PASSWORD.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

from app import services
from app.base.clock import Clock
from app.base.errors import Fault, UserFault
from app.base.paths import Paths

if TYPE_CHECKING:
    from app.models.importing import ImportPlan
    from app.models.meeting_import import MeetingPlan, MemberPlan
    from app.models.reports import IssuedReport
    from app.models.request_import import RequestPlan
    from app.models.service_import import ServicePlan
    from app.models.volunteer_import import VolunteerPlan
    from app.services.office import Office

BUG_EXIT_CODE = 3
LEDGERS = ("households", "requests", "meetings", "members", "volunteers", "service")
Answer = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What a command is given. `locked()` holds the store's lock for as long as the command works on it."""

    paths: Paths
    clock: Clock
    locked: Callable[[], AbstractContextManager[None]]


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

    init = command("init", _init, "新建单位")
    init.add_argument("--branch", required=True, help="填报单位")
    init.add_argument("--street", required=True, help="街道")
    imported = command("import", _import, "导入台账")
    imported.add_argument("ledger", nargs="+", metavar=f"[{'|'.join(LEDGERS)}] FILE", help="台账的种类和文件")
    imported.add_argument("--accept", action="store_true", help="写入看过的结果")
    figures = command("figures", _figures, "某一天的各项数字")
    figures.add_argument("--as-of", type=_day, help="例如 2026-10-31")
    roster = command("roster", _roster, "一个月的志愿服务排班")
    roster.add_argument("--month", type=_month, required=True, help="例如 2026-11")
    month = command("month", _month_desk, "一个月的月报:还缺什么,记录里有什么可写")
    month.add_argument("--month", type=_month, required=True, help="例如 2026-10")
    ledgers = command("ledgers", _ledgers, "一个月的全部台账")
    ledgers.add_argument("--month", type=_month, required=True, help="例如 2026-10")
    ledgers.add_argument("--out", type=Path, required=True, help="保存到哪个文件夹")
    report = command("report", _report, "签发月报")
    report.add_argument("--month", type=_month, required=True, help="例如 2026-10")
    report.add_argument("--out", type=Path, required=True, help="保存到哪个文件夹")
    report.add_argument("--package", action="store_true", help="只存一个报送包(zip)")
    report.add_argument("--sign-all", action="store_true", help="有证书的签名人依次签完")
    report.add_argument("--reason", default="", help="更正的原因")
    verify = command("verify", _verify, "核验签名")
    verify.add_argument("files", type=Path, nargs="+")
    receive = command("receive", _receive, "接收各支部的报送包")
    receive.add_argument("files", type=Path, nargs="+")
    receive.add_argument("--out", type=Path, help="汇总表和回执存到哪个文件夹")
    command("check", _check, "检查资料是否完好")
    command("backup", _backup, "备份").add_argument("file", type=Path)
    command("restore", _restore, "恢复备份").add_argument("file", type=Path)
    return parser


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do one command and print its answer. Returns the exit code."""
    try:
        answer = arguments.run(context, arguments)
    except Fault as fault:
        return tell_fault(fault, as_json=arguments.json)
    code = int(answer.pop("exit_code", 0))
    _print(answer, as_json=arguments.json)
    return code


def tell_fault(fault: Fault, *, as_json: bool) -> int:
    """Say what happened and what to do; returns the exit code."""
    if as_json:
        said = {"error": {"place": fault.place, "what": fault.what, "remedy": fault.remedy}}
        _print(said, as_json=True)
    else:
        _say(str(fault), sys.stderr)
    return fault.exit_code


def tell_bug(saved: Path | None, *, as_json: bool) -> int:
    """Say that the program itself went wrong, and where the report of it lies; returns the exit code."""
    remedy = f"问题报告(不含任何个人信息)已存到 {saved},请交给维护人员。" if saved else "请再试一次。"
    what = "程序出了错,这一步没有做完;已登记的内容都还在。"
    tell_fault(Fault(what, remedy), as_json=as_json)
    return BUG_EXIT_CODE


def _init(context: Context, arguments: argparse.Namespace) -> Answer:
    from app.models.people import Organisation

    with context.locked():
        organisation = Organisation(arguments.branch, arguments.street)
        office, code = services.accounts.create_office(
            context.paths, organisation, _password(), context.clock, shortest=1
        )
        services.accounts.close(office)
    short = len(_password()) < services.accounts.SHORTEST_PASSWORD
    return {
        "data_dir": str(context.paths.root),
        "branch": organisation.branch,
        "recovery_code": code,
        "warnings": ["密码很短,容易被猜中,建议尽快在设置里换一个。"] if short else [],
    }


def _import(context: Context, arguments: argparse.Namespace) -> Answer:
    kind, file = _ledger(arguments.ledger)
    plan = {
        "households": _plan_households,
        "requests": _plan_requests,
        "meetings": _plan_meetings,
        "members": _plan_members,
        "volunteers": _plan_volunteers,
        "service": _plan_service,
    }[kind]

    def work(office: Office) -> Answer:
        answer, accept = plan(office, file)
        if arguments.accept:
            accept()
        return answer | {"accepted": bool(arguments.accept)}

    return _opened(context, work)


def _ledger(words: list[str]) -> tuple[str, Path]:
    """The kind of ledger (households where none is named) and its file."""
    if len(words) == 1:
        return "households", Path(words[0])
    if len(words) > 2 or words[0] not in LEDGERS:
        raise UserFault("命令写得不对。", f"用法:main.py import [{'|'.join(LEDGERS)}] FILE --accept --json")
    return words[0], Path(words[1])


def _plan_households(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.importing.plan_households(office, file)
    services.importing.must_hold_a_ledger(preview)
    answer = _planned(preview.plan)
    answer["differences"] = [
        {
            "sheet": item.sheet,
            "row": item.row,
            "door": item.door,
            "label": item.label.value,
            "ledger_says": item.ledger_says,
            "reason": item.reason,
        }
        for item in preview.plan.differences
    ]
    return answer, lambda: services.importing.accept(office, preview)


def _plan_requests(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.request_import.plan(office, file)
    services.request_import.must_hold_a_ledger(preview)
    plan = preview.plan
    answer = _planned(plan) | _told(plan)
    answer["departments"] = list(plan.departments)
    return answer, lambda: services.request_import.accept(office, preview)


def _plan_meetings(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.meeting_import.plan(office, file)
    services.meeting_import.must_hold_a_ledger(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    return answer, lambda: services.meeting_import.accept(office, preview)


def _plan_members(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.member_import.plan(office, file)
    services.member_import.must_hold_a_list(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    answer["groups"] = list(preview.plan.groups)
    return answer, lambda: services.member_import.accept(office, preview)


def _plan_volunteers(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.volunteer_import.plan(office, file)
    services.volunteer_import.must_hold_a_roster(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    answer["teams"] = list(preview.plan.teams)
    return answer, lambda: services.volunteer_import.accept(office, preview)


def _plan_service(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.service_import.plan(office, file)
    services.service_import.must_hold_a_ledger(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    answer["people"] = len(preview.plan.people)
    return answer, lambda: services.service_import.accept(office, preview)


def _told(plan: RequestPlan | MeetingPlan | MemberPlan | VolunteerPlan | ServicePlan) -> Answer:
    """Warnings and questions row by row, and what is said of the ledger as a whole."""
    return {
        "warnings": [{"sheet": row.sheet, "row": row.row, "text": text} for row in plan.rows for text in row.warnings],
        "questions": [{"sheet": row.sheet, "row": row.row, "text": row.question} for row in plan.rows if row.question],
        "notes": list(plan.notes),
    }


def _planned(
    plan: ImportPlan | RequestPlan | MeetingPlan | MemberPlan | VolunteerPlan | ServicePlan,
) -> Answer:
    """What every plan tells: counts of fates, errors with their cells, changes old -> new."""
    from app.models.importing import Fate

    answer: Answer = {fate.value: plan.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.ASK)}
    answer["errors"] = [
        {name: getattr(error, name) for name in ("sheet", "row", "column", "value", "reason", "remedy")}
        for error in plan.errors
    ]
    answer["changes"] = [
        {"sheet": row.sheet, "row": row.row, "column": change.title, "old": change.old, "new": change.new}
        for row in plan.rows
        for change in row.changes
    ]
    return answer


def _figures(context: Context, arguments: argparse.Namespace) -> Answer:
    def work(office: Office) -> Answer:
        as_of = arguments.as_of or context.clock.today()
        answer = services.figures.keyed(office, as_of)
        return answer | {
            "requests": services.request_figures.keyed(office, as_of),
            "meetings": services.meeting_figures.keyed(office, as_of),
            "volunteers": services.volunteer_figures.keyed(office, as_of),
        }

    return _opened(context, work)


def _roster(context: Context, arguments: argparse.Namespace) -> Answer:
    """Laid out and solved where there is nothing yet, else as it stands. Names are public, phones are not told."""
    year, month = arguments.month

    def work(office: Office) -> Answer:
        laid_out, found = services.rostering.fill(office, year, month)
        roster = services.shifts.month(office, year, month)
        fair = roster.fairness
        return {
            "month": f"{year}-{month:02d}",
            "laid_out": laid_out,
            "solved": found is not None,
            "proven": found.proven if found is not None else None,
            "said": roster.said,
            "published_on": roster.published_on.isoformat() if roster.published_on else None,
            "heads": roster.heads,
            "missing": roster.missing,
            "shares": {"spread": fair.spread, "most": fair.most, "fewest": fair.fewest},
            "never_asked": roster.never_asked,
            "shifts": [
                {
                    name: getattr(shift, name)
                    for name in ("id", "starts", "ends", "title", "place", "heads", "cancelled")
                }
                | {
                    "day": shift.day.isoformat(),
                    "volunteers": [
                        {"id": duty.volunteer_id, "name": duty.name, "skill": duty.skill, "clash": duty.clash}
                        for duty in shift.duties
                    ],
                    "missing": shift.missing,
                    "reason": shift.gap,
                }
                for shift in roster.shifts
            ],
        }

    return _opened(context, work)


def _month_desk(context: Context, arguments: argparse.Namespace) -> Answer:
    """What the page of a month shows beside its figures."""
    year, month = arguments.month

    def work(office: Office) -> Answer:
        desk = services.month_desk.desk(office, year, month)
        return {
            "month": f"{year}-{month:02d}",
            "checks": [
                {"check": one.key, "level": one.level.value, "words": one.words, "hint": one.hint}
                for one in desk.checks
            ],
            "suggestions": [
                {"part": one.part.value, "words": one.words, "source": one.source} for one in desk.suggestions
            ],
            "key_work": desk.words.key_work,
            "next_plan": desk.words.next_plan,
            "issued": [one.serial for one in desk.reports if (one.year, one.month) == (year, month)],
        }

    return _opened(context, work)


def _ledgers(context: Context, arguments: argparse.Namespace) -> Answer:
    """The binder's ledgers, masked."""
    year, month = arguments.month

    def work(office: Office) -> Answer:
        _folder(arguments.out)
        saved = services.binder.save_all(office, year, month, arguments.out)
        return {"files": [str(path) for path in saved]}

    return _opened(context, work)


def _report(context: Context, arguments: argparse.Namespace) -> Answer:
    year, month = arguments.month
    out: Path = arguments.out

    def work(office: Office) -> Answer:
        _folder(out)
        issued = services.reports.issue_month(office, year, month, reason=arguments.reason)
        while arguments.sign_all and services.register.entry(office, issued.id).waiting:
            services.register.sign_next(office, issued.id)
        try:
            if arguments.package:
                packed = services.packages.save_package(office, issued.id, out)
                return _issued(office, issued) | {"package": str(packed)}
            saved = services.reports.save_files(office, issued.id, out)
        except Fault as fault:
            what = f"月报 {issued.serial} 已经签发并登记,但文件没有存出来:{fault.what}"
            raise type(fault)(what, "请打开软件,在“报送”页把它另存出来,不必再签发一次。", place=fault.place) from fault
        return _issued(office, issued) | {
            "files": [str(path) for path in saved],
            "digests": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in saved},
        }

    return _opened(context, work)


def _issued(office: Office, issued: IssuedReport) -> Answer:
    """What is said of a report that was just issued."""
    entry = services.register.entry(office, issued.id)
    return {
        "serial": issued.serial,
        "month": f"{issued.year}-{issued.month:02d}",
        "signer": issued.signer,
        "corrects": entry.corrects,
        "state": entry.state_words,
        "waiting": [role.value for role in entry.waiting],
        "facts_sha256": issued.facts_sha256,
    }


def _receive(context: Context, arguments: argparse.Namespace) -> Answer:
    """Look packages through; with --out, lay down the summary and a receipt for each branch."""

    def work(office: Office) -> Answer:
        reception = services.receiving.look_through(office, arguments.files)
        answer: Answer = {
            "packages": [
                {
                    "file": one.file,
                    "fate": one.fate.value,
                    "branch": one.manifest.branch if one.manifest else None,
                    "serial": one.manifest.serial if one.manifest else None,
                    "signer": one.signer or None,
                    "fingerprint": one.fingerprint or None,
                    "reasons": list(one.reasons),
                }
                for one in reception.items
            ],
            "missing": [{"month": f"{year}-{month:02d}", "branch": name} for (year, month), name in reception.missing],
        }
        if arguments.out is not None:
            saved = services.receiving.save(office, reception, _folder(arguments.out))
            answer["files"] = [str(path) for path in saved]
        answer["exit_code"] = 0 if all(one.fate == "accepted" for one in reception.items) else 1
        return answer

    return _opened(context, work)


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFault("保存的文件夹建不起来。", "请另选一个文件夹。", place=str(out)) from error
    return out


def _verify(context: Context, arguments: argparse.Namespace) -> Answer:
    found = services.verifying.verify_files(context.paths, arguments.files)
    answer: Answer = {
        "files": [
            {
                "file": str(path),
                "verdict": item.verdict.value,
                "signer": item.signer,
                "known": item.known,
                "fingerprint": item.fingerprint,
                "signed_at": item.signed_at,
                "reason": item.reason,
                "signatures": [asdict(one) for one in item.signatures],
            }
            for path, item in zip(arguments.files, found, strict=True)
        ]
    }
    answer["exit_code"] = 0 if all(item.verdict == "whole" for item in found) else 1
    return answer


def _check(context: Context, _arguments: argparse.Namespace) -> Answer:
    findings = _opened(context, services.safekeeping.check)
    serious = any(item.serious for item in findings)
    said = [{"topic": item.topic, "text": item.text, "serious": item.serious} for item in findings]
    return {"ok": not serious, "findings": said, "exit_code": 2 if serious else 0}


def _backup(context: Context, arguments: argparse.Namespace) -> Answer:
    saved = _opened(context, lambda office: services.safekeeping.backup(office, arguments.file))
    return {"file": str(saved), "bytes": saved.stat().st_size}


def _restore(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.locked():
        services.safekeeping.restore(context.paths, arguments.file, _password(), context.clock)
    return {"data_dir": str(context.paths.root), "restored": str(arguments.file)}


def _opened(context: Context, work: Callable[[Office], T]) -> T:
    """Do `work` on the open store, and close it whatever happens."""
    with context.locked():
        office = services.accounts.unlock(context.paths, _password(), context.clock)
        try:
            return work(office)
        finally:
            services.accounts.close(office)


def _password() -> str:
    password = os.environ.get("QICAI_PASSWORD", "")
    if not password:
        raise UserFault("没有密码。", "请把密码(或恢复码)放在环境变量 QICAI_PASSWORD 里。")
    return password


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        text = json.dumps(answer, ensure_ascii=False, indent=1)
        sys.stdout.buffer.write(text.encode(errors="backslashreplace") + b"\n")  # half a character is JSON only so
        sys.stdout.buffer.flush()
        return
    for name, value in answer.items():
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        _say(f"{name}: {shown}", sys.stdout)


def _say(text: str, stream: TextIO) -> None:
    """A line for a person; what the console cannot write (a rare name, where it speaks GBK) must not be a bug."""
    known = stream.encoding or "utf-8"
    print(text.encode(known, "replace").decode(known), file=stream)


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
