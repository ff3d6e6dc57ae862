#!/usr/bin/env python3
"""One command for everything a developer does: run | demo | test | check | bench | shots | lock.

Standard library only. Each command sets up what it needs first: a virtual environment in .venv, the pinned and hashed
dependencies, and on Linux the few system libraries of Qt.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST_PYTHON = (3, 11)
QT_LIBRARIES = (
    "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xinerama0", "libxcb-xkb1",
)  # fmt: skip
DEMO = ROOT / "demo-output"
DEMO_PASSWORD = "demo-password"  # noqa: S105 - the demo's store holds invented people only
DEMO_LEDGERS = {  # in the order in which they are taken in
    "households": "住户台账.xlsx", "meetings": "会议台账.xlsx", "requests": "诉求台账.xlsx",
    "volunteers": "志愿者花名册.xlsx", "service": "志愿服务记录.xlsx",
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "run": run, "demo": demo, "test": test, "check": check, "bench": bench, "shots": shots, "lock": lock,
    }  # fmt: skip
    if not arguments or arguments[0] not in commands:
        print(f"usage: python3 dev.py {{{'|'.join(commands)}}}", file=sys.stderr)
        return 1
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return commands[arguments[0]](arguments[1:])


def run(arguments: Sequence[str]) -> int:
    """The program itself, window or headless."""
    set_up("run")
    return call(PYTHON, "main.py", *arguments)


def demo(_arguments: Sequence[str]) -> int:
    """The main job from the bundled ledger to the verified, signed report; then the window, where there is a screen."""
    set_up("run")
    if DEMO.exists():
        shutil.rmtree(DEMO)
    store, out = DEMO / "store", DEMO / "report"
    environment = {**os.environ, "QICAI_PASSWORD": DEMO_PASSWORD, "PYTHONUTF8": "1"}

    def ask(*words: str) -> dict[str, object]:
        command = [str(PYTHON), "main.py", "--data-dir", str(store), *words, "--json"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
        answer: dict[str, object] = json.loads(done.stdout or b"{}")
        if done.returncode:
            raise SystemExit(f"demo: {' '.join(words)}: {answer.get('error', done.returncode)}")
        return answer

    ask("init", "--branch", "大院社区党委", "--street", "书院街道办事处")
    for kind, name in DEMO_LEDGERS.items():
        took = ask("import", kind, str(ROOT / "resources" / "demo" / name), "--accept")
        print(f"导入 {name}:新增 {took['new']} 行,错误 {len(took['errors'])} 处")  # type: ignore[arg-type]
    last_month = date.today().replace(day=1) - timedelta(days=1)
    figures = ask("figures", "--as-of", last_month.isoformat())
    print(f"截至 {last_month}:{figures['households']} 户,{figures['residents']} 人;七彩图 {figures['categories']}")
    report = ask("report", "--month", f"{last_month:%Y-%m}", "--out", str(out))
    files = [str(file) for file in report["files"]]  # type: ignore[attr-defined]
    verified = ask("verify", *files)
    for item in verified["files"]:  # type: ignore[attr-defined]
        print(f"{item['file']}\n    {item['verdict']} · {item['signer']} · {item['reason']}")
    if (
        os.name == "posix"
        and sys.platform != "darwin"
        and not os.environ.get("DISPLAY")
        and not os.environ.get("WAYLAND_DISPLAY")
    ):
        print(f"这台机器没有屏幕,窗口没有打开。有屏幕时:python3 dev.py run --data-dir {store}(密码 {DEMO_PASSWORD})")
        return 0
    print(f"正在打开窗口(密码 {DEMO_PASSWORD})……")
    return call(PYTHON, "main.py", "--data-dir", str(store), environment=environment)


def test(arguments: Sequence[str]) -> int:
    """All tests, those of the window beside the others: two cores are busy, and nobody waits twice."""
    set_up("dev")
    if arguments:
        return call(PYTHON, "-m", "pytest", *arguments, environment=_headless())
    with tempfile.TemporaryFile() as said:
        words = [str(PYTHON), "-m", "pytest", "tests", "--ignore=tests/ui"]
        others = subprocess.Popen(words, cwd=ROOT, env=_headless(), stdout=said, stderr=subprocess.STDOUT)
        windows = call(PYTHON, "-m", "pytest", "tests/ui", environment=_headless())
        failed = others.wait()
        said.seek(0)
        sys.stdout.buffer.write(said.read())
        sys.stdout.buffer.flush()
    return windows or failed


def check(_arguments: Sequence[str]) -> int:
    """What must be true before anything lands."""
    set_up("dev")
    steps = (
        ("format", ("-m", "ruff", "format", "--check", ".")),
        ("lint", ("-m", "ruff", "check", ".")),
        ("types", ("-m", "mypy")),
        (
            "import contract",
            ("-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"),
        ),
    )
    for name, words in steps:
        print(f"== {name}", flush=True)
        if call(PYTHON, *words):
            print(f"{name} failed", file=sys.stderr)
            return 1
    print("== tests", flush=True)
    return test(())


def bench(arguments: Sequence[str]) -> int:
    """Ours beside the floor, as ratios."""
    set_up("dev")
    return call(PYTHON, "-m", "benchmarks", *arguments, environment=_headless())


def shots(_arguments: Sequence[str]) -> int:
    """Every page at 1366x768 from the demo store, as PNG in build/shots."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([sys.executable, __file__, "demo"], cwd=ROOT, env=environment, check=False).returncode
    if done:
        return done
    words = ("-m", "app.ui.shots", "--data-dir", str(DEMO / "store"), "--out", str(ROOT / "build" / "shots"))
    return call(PYTHON, *words, environment={**_headless(), "QICAI_PASSWORD": DEMO_PASSWORD})


def lock(_arguments: Sequence[str]) -> int:
    """Resolve pyproject's dependencies anew for all platforms, with hashes and without any index address."""
    set_up("dev")
    common = (
        "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--no-emit-index-url",
        "--no-annotate", "--no-header", "--python-version", "3.11", "--quiet",
    )  # fmt: skip
    return call(PYTHON, *common, "--group", "dev", "-o", "requirements/dev.txt") or call(
        PYTHON, *common, "-c", "requirements/dev.txt", "-o", "requirements/run.txt"
    )


def set_up(kind: str) -> None:
    """Make .venv hold what requirements/<kind>.txt pins; nothing is done when it does already."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit("七彩台账 needs Python 3.11 or later.")
    pinned = ROOT / "requirements" / f"{kind}.txt"
    wanted = hashlib.sha256(pinned.read_bytes()).hexdigest()
    stamp = VENV / f"{kind}.stamp"
    if not PYTHON.exists():
        _make_venv()
    full = VENV / "dev.stamp"
    done = stamp.exists() and stamp.read_text() == wanted
    if not done and not (kind == "run" and full.exists()):
        print(f"Setting up .venv from {pinned.relative_to(ROOT)} …", flush=True)
        if call(
            PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", pinned
        ):
            raise SystemExit("The dependencies could not be installed; see above.")
        stamp.write_text(wanted)
    if sys.platform == "linux":
        _need_qt_libraries()


def _make_venv() -> None:
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        _apt("python3-venv", f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(VENV)


def _need_qt_libraries() -> None:
    probe = [str(PYTHON), "-c", "import PySide6.QtWidgets, PySide6.QtPrintSupport"]
    if subprocess.run(probe, cwd=ROOT, capture_output=True, check=False).returncode:
        _apt(*QT_LIBRARIES)
        if call(*probe):
            raise SystemExit("Qt still cannot be loaded; see above.")


def _apt(*packages: str) -> None:
    """Install system packages when we may; else name the one command to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SystemExit(f"System libraries are missing. Type:\n    sudo {' '.join(command)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=environment, stdout=subprocess.DEVNULL, check=False)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def _headless() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def call(*words: object, environment: dict[str, str] | None = None) -> int:
    return subprocess.run([str(word) for word in words], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
