"""What every command is given and how it answers: the store, opened and closed; words or JSON on the console."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.base.paths import Paths

if TYPE_CHECKING:
    from app.services.office import Office

Answer = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What a command is given. `locked()` holds the store's lock for as long as the command works on it."""

    paths: Paths
    clock: Clock
    locked: Callable[[], AbstractContextManager[None]]


def opened(context: Context, work: Callable[[Office], T]) -> T:
    """Do `work` on the open store, and close it whatever happens."""
    with context.locked():
        office = services.accounts.unlock(context.paths, password(), context.clock)
        try:
            return work(office)
        finally:
            services.accounts.close(office)


def password() -> str:
    password = os.environ.get("QICAI_PASSWORD", "")
    if not password:
        raise UserFault("没有密码。", "请把密码(或恢复码)放在环境变量 QICAI_PASSWORD 里。")
    return password


def print_answer(answer: Answer, *, as_json: bool) -> None:
    try:
        _print(answer, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; nothing is written at the interpreter's end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        text = json.dumps(answer, ensure_ascii=False, indent=1)
        sys.stdout.buffer.write(text.encode(errors="backslashreplace") + b"\n")  # half a character is JSON only so
        sys.stdout.buffer.flush()
        return
    for name, value in answer.items():
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        say(f"{name}: {shown}", sys.stdout)


def say(text: str, stream: TextIO) -> None:
    """A line for a person; what the console cannot write (a rare name, where it speaks GBK) must not be a bug."""
    known = stream.encoding or "utf-8"
    print(text.encode(known, "replace").decode(known), file=stream)
