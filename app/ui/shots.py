"""Every page and state as a picture at 1366x768: looked at before it is called done.

    QICAI_PASSWORD=... python -m app.ui.shots --data-dir DIR --out build/shots

Works on a copy of the data folder, so that issuing a report for its picture leaves no trace.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.base.clock import Clock
from app.base.errors import EnvironmentFault
from app.base.paths import Paths
from app.base.resources import resource
from app.base.settings import Settings
from app.models.queries import ListQuery
from app.ui import start, theme
from app.ui.jobs import Jobs
from app.ui.main_window import MainWindow
from app.ui.requests.shots import take_requests

_PATIENCE_S = 60.0
LOOKS = (
    ("浅色", theme.Look()),
    ("深色", theme.Look(dark=True)),
    ("大字", theme.Look(large=True)),
)


@dataclass
class Camera:
    """Takes pictures of one window."""

    jobs: Jobs
    window: MainWindow
    out: Path

    def settle(self) -> None:
        """Until the worker is idle and everything has landed and been painted."""
        end = time.monotonic() + _PATIENCE_S
        for _ in range(4):
            while self.jobs.busy:
                if time.monotonic() > end:
                    raise TimeoutError("the window did not settle")
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            QCoreApplication.processEvents()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(self.out / f"{name}.png"))


def main(argv: Sequence[str]) -> int:
    """Returns 0 when all pictures were taken, 2 when there was no password or no such folder."""
    parser = argparse.ArgumentParser(prog="python -m app.ui.shots")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args(argv)
    password = os.environ.get("QICAI_PASSWORD")
    if not password or not arguments.data_dir.is_dir():
        print("需要 QICAI_PASSWORD 和已有的资料文件夹。", file=sys.stderr)
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    app = start.make_application(["shots"], Settings(theme="light"))
    with tempfile.TemporaryDirectory() as folder:
        take_all(app, arguments.data_dir, Path(folder), arguments.out, password)
    print(f"{len(list(arguments.out.glob('*.png')))} pictures in {arguments.out}")
    return 0


def take_all(app: QApplication, data_dir: Path, scratch: Path, out: Path, password: str) -> None:
    """The set-up on an empty folder, then the whole house in each look."""
    theme.apply(app, theme.Look())
    with _camera(Paths(scratch / "empty"), out, None) as camera:
        _take_first_run(camera)
    copy = scratch / "copy"
    shutil.copytree(data_dir, copy)
    with _camera(Paths(copy), out, None) as camera:
        _take_unlock(camera, "解锁")
    for name, look in LOOKS:
        theme.apply(app, look)
        with _camera(Paths(copy), out, password) as camera:
            _take_room(camera, name)
    theme.apply(app, theme.Look())


@contextmanager
def _camera(paths: Paths, out: Path, password: str | None) -> Iterator[Camera]:
    jobs, window = start.make_window(paths, Clock(), password=password)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.resize(1366, 768)
    window.show()
    camera = Camera(jobs, window, out)
    try:
        camera.settle()
        yield camera
    finally:
        jobs.stop(start.close_office)
        QCoreApplication.processEvents()
        window.hide()
        window.deleteLater()
        QCoreApplication.processEvents()


def _take_first_run(camera: Camera) -> None:
    from app.ui.welcome.setup import SetupPage

    page = camera.window.door
    assert isinstance(page, SetupPage)
    camera.take("首次-1单位")
    page.next()
    camera.take("首次-1单位-未填")
    page.organisation.fields.branch.setText("老市委大院小区党支部")
    page.organisation.fields.street.setText("车站街道办事处")
    page.next()
    page.password.first.field.setText("四季平安2026")
    page.password.again.field.setText("四季平安2026")
    camera.take("首次-2密码")
    page.next()
    camera.take("首次-3恢复码")
    page.code.tick.setChecked(True)
    camera.take("首次-3恢复码-已勾选")
    page.plain_button.click()
    for key in ("home", "colours", "households", "population", "reports"):
        camera.window.open_page(key)
        camera.take(f"空-{_title(camera, key)}")


def _take_unlock(camera: Camera, name: str) -> None:
    from app.ui.welcome.unlock import UnlockPage

    page = camera.window.door
    assert isinstance(page, UnlockPage)
    camera.take(name)
    page.password.field.setText("不是这个密码")
    page.unlock()
    camera.take(f"{name}-密码不对")
    page.forgot.click()
    camera.take(f"{name}-恢复码")


def _take_room(camera: Camera, look: str) -> None:
    """Pages as they are opened, then the states that need a hand."""
    steps: tuple[tuple[str, Callable[[Camera], None]], ...] = (
        ("工作台", lambda camera: camera.window.open_page("home")),
        ("七彩图", lambda camera: camera.window.open_page("colours")),
        ("住户-户", lambda camera: camera.window.open_page("households", ListQuery(by_person=False))),
        ("住户-人", lambda camera: camera.window.open_page("households", ListQuery())),
        ("住户-卡片", _open_first_card),
        ("住户-搜索无结果", lambda camera: camera.window.open_page("households", ListQuery(text="查无此人"))),
        ("走访-该走访", lambda camera: camera.window.open_page("visits")),
        ("走访-登记多户", _take_down_visits),
        ("走访-覆盖", _show_coverage),
        ("会议", lambda camera: camera.window.open_page("meetings")),
        ("会议-记录", lambda camera: camera.window.open_page("meetings", "list")),
        ("会议-议事", lambda camera: camera.window.open_page("meetings", "matters")),
        ("会议-名册", lambda camera: camera.window.open_page("meetings", "roster")),
        ("人口", lambda camera: camera.window.open_page("population")),
        ("人口-比较", _compare),
        ("报送-预览", lambda camera: camera.window.open_page("reports")),
        ("报送-签发确认", _ask_to_issue),
        ("报送-登记", _issue),
        ("报送-核验", _verify),
        ("设置", lambda camera: camera.window.open_page("settings")),
        ("设置-检查", _check),
        ("设置-规则", lambda camera: camera.window.open_page("settings", "ageing_levels")),
        ("提示-出错", _show_bug),
        ("提示-环境", _show_fault),
    )
    for name, step in steps:
        step(camera)
        camera.take(f"{look}-{name}")
    take_requests(camera, look)
    _take_import(camera, look)


def _take_down_visits(camera: Camera) -> None:
    """The quick table for the first doors that are due within a month."""
    from app.models.visit_views import Horizon
    from app.ui.visits.page import VisitsPage

    page = camera.window.page("visits")
    assert isinstance(page, VisitsPage)
    page.due.horizons[Horizon.MONTH].click()
    camera.settle()
    page.take_down([line.household_id for line in page.due.listing.first(12)])
    camera.settle()


def _show_coverage(camera: Camera) -> None:
    from app.ui.visits.page import COVERAGE, VisitsPage

    page = camera.window.page("visits")
    assert isinstance(page, VisitsPage)
    page.many.drop()
    page.tabs.setCurrentIndex(COVERAGE)


def _take_import(camera: Camera, look: str) -> None:
    from app.ui.importing.wizard import ImportWizard

    camera.window.open_page("home")
    wizard = ImportWizard(camera.window.desk, camera.window)
    wizard.open()
    camera.take(f"{look}-导入-选择", wizard)
    wizard.take(resource("demo") / "住户台账.xlsx")
    camera.take(f"{look}-导入-核对表头", wizard)
    wizard.close()


def _open_first_card(camera: Camera) -> None:
    """The card of the first door of the list."""
    from app import services

    found: list[int] = []
    camera.jobs.run(
        lambda office: services.lists.list_rows(office, ListQuery(by_person=False, limit=1)),
        lambda page: found.extend(row.household_id for row in page.rows),
    )
    camera.settle()
    if found:
        camera.window.open_page("households", found[0])


def _ask_to_issue(camera: Camera) -> None:
    from app.ui.reports.page import ReportsPage

    page = camera.window.page("reports")
    assert isinstance(page, ReportsPage)
    page.month_view.ask_to_issue()


def _issue(camera: Camera) -> None:
    from app.ui.reports.page import ReportsPage

    page = camera.window.page("reports")
    assert isinstance(page, ReportsPage)
    page.month_view.issue()


def _verify(camera: Camera) -> None:
    from app.ui.reports.page import ReportsPage

    page = camera.window.page("reports")
    assert isinstance(page, ReportsPage)
    entry = page.register.model.row(0)
    if entry is not None:
        page.verify_issued(entry.report)


def _compare(camera: Camera) -> None:
    from app.ui.population.choices import LAST_YEAR
    from app.ui.population.page import PopulationPage

    page = camera.window.page("population")
    assert isinstance(page, PopulationPage)
    page.choices.compare(LAST_YEAR)


def _check(camera: Camera) -> None:
    from app.ui.settings.page import SettingsPage

    page = camera.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.safekeeping.check()


def _show_bug(camera: Camera) -> None:
    camera.window.open_page("home")
    camera.settle()
    camera.window.trouble.present(RuntimeError("for the picture"))


def _show_fault(camera: Camera) -> None:
    fault = EnvironmentFault("磁盘空间不足,文件没有保存。", "请清理磁盘或换一个位置,再试一次。", place="月报.pdf")
    camera.window.trouble.present(fault)


def _title(camera: Camera, key: str) -> str:
    page = camera.window.page(key)
    return page.title if page is not None else key


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
