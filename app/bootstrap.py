"""The composition root: arguments, paths, the store's lock, and then the window or a headless command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.base.clock import Clock
from app.base.errors import EnvironmentFault, Fault
from app.base.paths import Paths, default_data_dir

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: Sequence[str]) -> int:
    """Run what the command line asks for; without a command, the window. Returns the exit code."""
    from app import cli

    try:
        arguments = cli.build_parser().parse_args(argv)
    except Fault as fault:
        return cli.tell_fault(fault, as_json="--json" in argv)
    root: Path = arguments.data_dir or default_data_dir()
    paths, clock = Paths(root.expanduser().absolute()), Clock()
    if arguments.command is None:
        return _window(paths, clock)
    try:
        return cli.run(arguments, cli.Context(paths, clock, lambda: locked(paths)))
    except Exception as error:  # noqa: BLE001 - a bug: told as one, with its exit code
        from app.base.bugs import save_report

        return cli.tell_bug(save_report(paths.logs, error), as_json=arguments.json)


def _window(paths: Paths, clock: Clock) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        print("这台电脑没有屏幕,窗口打不开。请在有屏幕的电脑上打开,或使用命令(main.py --help)。", file=sys.stderr)
        return EnvironmentFault.exit_code
    from app.ui.start import start_window

    try:
        with locked(paths):
            return start_window(paths, clock, [], password=os.environ.get("QICAI_PASSWORD"))
    except Fault as fault:
        from app.ui.refusal import refuse

        refuse(fault, paths)
        return fault.exit_code


@contextmanager
def locked(paths: Paths) -> Iterator[None]:
    """One writer: a second start on the same data folder is refused politely. A lock whose owner died is taken over."""
    from PySide6.QtCore import QLockFile

    try:
        paths.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            "资料文件夹建不起来。", "请检查位置和权限,或另选一个文件夹。", place=str(paths.root)
        ) from error
    lock = QLockFile(str(paths.lock))
    lock.setStaleLockTime(0)  # only a dead owner makes it stale, not a long day's work
    if not lock.tryLock(0):
        if lock.error() is QLockFile.LockError.LockFailedError:
            raise EnvironmentFault(
                "七彩台账已经打开了,同一份资料一次只能由一个窗口使用。", "请切换到已打开的窗口,或关闭它再试。"
            )
        raise EnvironmentFault("资料文件夹不允许写入。", "请检查文件夹的权限,或另选一个文件夹。", place=str(paths.root))
    try:
        yield
    finally:
        lock.unlock()
