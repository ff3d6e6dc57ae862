"""October of the demo neighbourhood as its secretary hands it in: by keys, three signers, package, receipt, correction.

The whole way is walked through the window, on both sides: the branch's office, and the street's that answers it.
"""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from chinese import english_in
from keyboard import Keyboard
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from windows import OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.packages import Fate
from app.models.people import Organisation
from app.models.signers import Role
from app.ui.main_window import MainWindow
from app.ui.reports.forms_bar import FILLED
from app.ui.reports.forms_view import FormsView
from app.ui.reports.month import CHECKS
from app.ui.reports.page import ReportsPage
from tests.conftest import PASSWORD
from tests.reports.reading import pdfium_text
from tests.services.test_signers import SECRET, pfx

KEY = Qt.Key
NOW = Clock(lambda: datetime(2026, 11, 22, 9, 0))
FORM = "街道月报表样.xlsx"


@pytest.fixture
def clock() -> Clock:
    return NOW


@pytest.fixture(scope="module")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five demo ledgers, taken in once."""
    from app.store import keys

    root = tmp_path_factory.mktemp("demo") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        organisation = Organisation("老市委大院社区党委", "书院街道办事处", "王书记", "李干事", "陈副书记")
        office, _ = services.accounts.create_office(Paths(root), organisation, PASSWORD, NOW)
        for ledger in services.demo.ledgers():
            services.demo.take_in(office, ledger)
        services.accounts.close(office)
    return root


@pytest.fixture
def branch(_demo: Path, paths: Paths, open_window: OpenWindow) -> MainWindow:
    shutil.copytree(_demo, paths.root)
    return open_window(paths, PASSWORD)


def reports_of(window: MainWindow) -> ReportsPage:
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    return page


def states(page: ReportsPage) -> list[str]:
    rows = (page.register.model.row(number) for number in range(page.register.model.rowCount()))
    return [row.state_words for row in rows if row is not None]


@pytest.mark.qt_log_ignore("This plugin does not support")  # a list that opens, where there is no screen
def test_a_month_is_issued_signed_by_three_handed_in_answered_and_put_right(
    branch: MainWindow, qtbot: QtBot, settle: Settle, open_window: OpenWindow, tmp_path: Path
) -> None:
    keys = Keyboard(qtbot, branch, settle)
    keys.ctrl(KEY.Key_9)
    page = reports_of(branch)
    month = page.month_view

    # who signs: a certificate from elsewhere, its password wrong at first, and one made here
    certificate = tmp_path / "审核人.pfx"
    certificate.write_bytes(pfx())
    keys.alt(KEY.Key_4)
    keys.alt(KEY.Key_8)
    signers = page.verify.signers
    signers.choose_file = lambda _title, _kinds: str(certificate)
    keys.ctrl(KEY.Key_O)
    keys.write("not this one")
    keys.press(KEY.Key_Return)
    assert "证书的密码不对" in signers.reason.question.text()
    assert signers.reason.field.hasFocus()  # asked again, and the file need not be chosen again
    keys.write(SECRET)
    keys.press(KEY.Key_Return)
    keys.ctrl(KEY.Key_N)
    keys.write("王书记")
    keys.press(KEY.Key_Return)
    for role, name in ((Role.REVIEWER, "陈副书记"), (Role.LEADER, "王书记")):
        box = signers.roles.boxes[role]
        box.setFocus()
        keys.press(KEY.Key_Down)  # opens the list; to walk in it chooses nobody yet
        for key in (*[KEY.Key_Down] * box.findText(name), KEY.Key_Return):
            qtbot.keyClick(box.view(), key)
        settle(branch)
        assert signers.roles.boxes[role].currentText() == name

    # what is odd is opened where it is mended, and one comes back to the same place
    keys.alt(KEY.Key_1)
    keys.alt(KEY.Key_6)
    assert month.tabs.tabText(CHECKS) == "检查(5)"
    assert month.checks.missing == 0
    keys.press(KEY.Key_Return)
    assert branch.room is not None
    assert branch.room.pages["meetings"].isVisible()
    keys.ctrl(KEY.Key_9)
    assert month.checks.table.hasFocus()

    # nothing must be mended: words by suggestions, preview, issue
    began = strokes(keys, (KEY.Key_L, ALT), (KEY.Key_Return, NONE), (KEY.Key_Return, NONE), (KEY.Key_F5, NONE))
    assert "月报草稿" in month.shown.text()
    began += strokes(keys, (KEY.Key_Return, CTRL), (KEY.Key_Space, NONE))
    assert began <= 6  # strokes from the open page to a report that is issued
    assert "已签发" in month.shown.text()
    assert "负责人在登记簿(Alt+3)里签名" in branch.statusBar().currentMessage()

    # the others sign in turn, by the one button that is due
    keys.alt(KEY.Key_3)
    register = page.register
    assert states(page) == ["待负责人签名"]
    for expected in ("待填报单位签名", "已签名"):
        keys.ctrl(KEY.Key_Return)
        keys.press(KEY.Key_Space)
        assert states(page) == [expected]
    out = tmp_path / "报送"
    register.choose_folder = lambda: str(out)
    keys.ctrl(KEY.Key_B)  # the folder is gone
    assert branch.room.banner.isVisible()
    assert not out.exists()
    out.mkdir()
    keys.ctrl(KEY.Key_B)
    (package,) = out.glob("*报送包.zip")
    keys.ctrl(KEY.Key_Return)
    keys.press(KEY.Key_Space)
    assert states(page) == ["已报送"]

    # the street takes it in, a package that was cut beside it, and answers
    answer = the_street_answers(open_window, qtbot, settle, package, tmp_path)
    keys.back()
    cut = tmp_path / "截断.zip"
    register.steps.choose_file = lambda: str(cut)
    keys.ctrl(KEY.Key_Return)
    assert states(page) == ["已报送"]
    register.steps.choose_file = lambda: str(answer)
    keys.ctrl(KEY.Key_Return)
    assert "不在认识的签名人名单" in register.steps.ask.question.text()
    keys.press(KEY.Key_Space)
    assert states(page) == ["已收回执"]

    # the same bytes, twice; then a correction that names its forerunner
    copies = [tmp_path / name for name in ("一", "二")]
    for place, folder in enumerate(copies):
        folder.mkdir()
        register.choose_folder = lambda folder=folder: str(folder)  # type: ignore[misc]
        register.table.choose_row(register.model.rowCount() - 1)
        keys.ctrl(KEY.Key_S)
        if place == 0:
            keys.ctrl(KEY.Key_R)
            keys.write("漏登一户")
            keys.press(KEY.Key_Return)
            assert states(page) == ["待负责人签名", "已更正"]
    once, again = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in copies)
    assert once == again
    assert {Path(name).suffix for name in once} == {".pdf", ".xlsx"}
    register.table.choose_row(0)
    register.choose_folder = lambda: str(out)
    keys.ctrl(KEY.Key_S)
    (corrected,) = out.glob("*02).pdf")
    assert "更正" in "".join(pdfium_text(corrected.read_bytes()))

    # both beside each other
    keys.ctrl(KEY.Key_D)
    assert register.compare.model.rowCount() > 100
    register.compare.changed_only.setChecked(True)
    assert register.compare.states.state == "empty"
    keys.press(KEY.Key_Escape)
    assert register.table.hasFocus()

    # any of the files, dropped: whole, and who signed as what
    keys.alt(KEY.Key_4)
    drop(page, sorted(copies[0].iterdir()))
    settle(branch)
    found = [page.verify.model.row(number) for number in range(page.verify.model.rowCount())]
    assert [row.words for row in found if row] == ["完整", "完整"]
    assert found[0] is not None
    assert [(line.role, line.name) for line in found[0].signatures] == [
        ("审核人", "陈副书记"),
        ("负责人", "王书记"),
        ("填报单位", "老市委大院社区党委"),
    ]
    assert english_in(branch) == []


def test_the_streets_form_goes_with_the_month(
    branch: MainWindow, qtbot: QtBot, settle: Settle, data: Path, tmp_path: Path
) -> None:
    keys = Keyboard(qtbot, branch, settle)
    keys.ctrl(KEY.Key_9)
    page = reports_of(branch)
    keys.alt(KEY.Key_2)
    forms = page.segment("forms")
    assert isinstance(forms, FormsView)
    old = tmp_path / "旧表.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    forms.choose_blank = lambda: str(old)
    keys.ctrl(KEY.Key_O)
    assert forms.states.state == "empty"
    forms.choose_blank = lambda: str(data / FORM)
    keys.ctrl(KEY.Key_O)
    assert forms.grid.hasFocus()  # the arrows go to the cells
    keys.ctrl(KEY.Key_Return)
    keys.press(KEY.Key_F5)
    assert forms.mode == FILLED
    assert forms.filled is not None
    assert not [one for one in forms.filled.findings if one.kind == "differs"]
    assert forms.grid.sheet_model.words((4, 1)) == "172"
    keys.alt(KEY.Key_1)
    page.month_view.words.next_plan.setFocus()
    keys.write("走访老人。")
    assert page.unsaved() == "10月月报里写的话"
    keys.alt(KEY.Key_7)  # to leave the field is to keep what stands in it
    assert page.unsaved() == ""
    page.month_view.month_box.setFocus()
    keys.press(KEY.Key_Down)
    keys.ctrl(KEY.Key_Return)
    assert "11月还没有结束" in page.month_view.ask.question.text()
    keys.press(KEY.Key_Escape)
    assert page.month_view.report_of(2026, 11) is None
    page.month_view.month_box.setFocus()
    keys.press(KEY.Key_Up)
    keys.ctrl(KEY.Key_Return)
    keys.press(KEY.Key_Space)
    page.month_view.choose_folder = lambda: str(tmp_path)
    keys.ctrl(KEY.Key_S)
    keys.ctrl(KEY.Key_W)
    keys.ctrl(KEY.Key_E)
    saved = sorted(path.name.removeprefix("老市委大院社区党委2026年10月") for path in tmp_path.glob("老市委*"))
    assert saved == [
        "工作月报(2026-10-01).pdf",
        "工作月报(2026-10-01).xlsx",
        "工作月报(可编辑稿).docx",
        "街道月报表样(2026-10-01).xlsx",
    ]
    binder = sorted(path.stem for path in (tmp_path / "2026年10月台账").glob("*.xlsx"))
    assert binder == ["七彩图台账", "会议台账", "住户台账", "志愿服务台账", "诉求台账"]


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def strokes(keys: Keyboard, *pressed: tuple[Qt.Key, Qt.KeyboardModifier]) -> int:
    """How many strokes that were."""
    for key, held in pressed:
        keys.press(key, held=held)
    return len(pressed)


def the_street_answers(open_window: OpenWindow, qtbot: QtBot, settle: Settle, package: Path, folder: Path) -> Path:
    """The street's own window: two packages are dropped, one of them cut; the receipt for the whole one."""
    paths = Paths(folder / "街道")
    office, _ = services.accounts.create_office(paths, Organisation("书院街道党工委", "区委"), PASSWORD, NOW)
    services.accounts.close(office)
    cut = folder / "截断.zip"
    cut.write_bytes(package.read_bytes()[:3000])
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(cut)
    street = open_window(paths, PASSWORD)
    keys = Keyboard(qtbot, street, settle)
    keys.back()
    keys.ctrl(KEY.Key_9)
    keys.alt(KEY.Key_4)
    view = reports_of(street).verify.packages
    drop(reports_of(street), [package, cut])
    settle(street)
    rows = [view.model.row(number) for number in range(view.model.rowCount())]
    assert [row.fate for row in rows if row] == [Fate.UNKNOWN, Fate.REFUSED]
    keys.ctrl(KEY.Key_J)
    keys.press(KEY.Key_Space)
    first = view.model.row(0)
    assert first is not None
    assert first.fate is Fate.ACCEPTED
    out = folder / "街道发回"
    out.mkdir()
    view.choose_folder = lambda: str(out)
    keys.ctrl(KEY.Key_S)
    (answer,) = out.glob("*.zip")
    assert len(list(out.glob("*.xlsx"))) == 1
    street.hide()
    return answer


def drop(page: ReportsPage, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place, action = QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction
    page.verify.dropEvent(QDropEvent(place, action, data, Qt.MouseButton.LeftButton, NONE))
