"""The register and the signatures as a person uses them: signing in turn, handing in, receipt, correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.packages import Fate
from app.models.people import Organisation
from app.models.signers import Role
from app.services.office import Office
from app.ui.main_window import MainWindow
from app.ui.reports.page import ReportsPage
from app.ui.reports.verifying import RECEIVE, SIGNERS
from tests.conftest import PASSWORD
from tests.services.branches import branch
from tests.services.test_signers import SECRET, pfx

Settle = Callable[[MainWindow], None]
NOW = Clock(lambda: datetime(2026, 11, 21, 9, 0))


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ReportsPage:
    window.open_page("reports")
    settle(window)
    assert window.room is not None
    found = window.room.pages["reports"]
    assert isinstance(found, ReportsPage)
    return found


def on_worker(page: ReportsPage, window: MainWindow, settle: Settle, work: Callable[[Office], Any]) -> Any:
    """What `work` gives, done by the window's own worker on its own store."""
    landed: list[Any] = []
    page.desk.jobs.run(work, landed.append)
    settle(window)
    return landed[0]


def issue(page: ReportsPage, window: MainWindow, settle: Settle) -> None:
    page.month_view.ask_to_issue()
    page.month_view.ask.yes_button.click()
    settle(window)
    page.show_segment("register")
    settle(window)


def states(page: ReportsPage) -> list[str]:
    rows = (page.register.model.row(number) for number in range(page.register.model.rowCount()))
    return [row.state_words for row in rows if row is not None]


def test_G24_sign_hand_in_correct_compare(
    page: ReportsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    on_worker(page, window, settle, lambda office: services.signers.make_identity(office, "陈副书记", Role.REVIEWER))
    issue(page, window, settle)
    register, card = page.register, page.register.card
    assert states(page) == ["待填报单位签名"]
    assert card.next_button.text() == "填报单位签名"
    card.next_button.click()
    assert "填报单位现在给" in register.steps.ask.question.text()
    register.steps.ask.yes_button.click()
    settle(window)
    assert states(page) == ["已签名"]
    assert "签名" in window.statusBar().currentMessage()

    register.choose_folder = lambda: str(tmp_path)
    card.package_button.click()
    settle(window)
    (package,) = tmp_path.glob("*报送包.zip")
    card.next_button.click()
    register.steps.ask.yes_button.click()
    settle(window)
    assert states(page) == ["已报送"]

    receipt = street_answers(tmp_path, package)
    register.steps.choose_file = lambda: str(receipt)
    card.next_button.click()
    settle(window)
    assert "不在认识的签名人名单" in register.steps.ask.question.text()
    register.steps.ask.yes_button.click()
    settle(window)
    assert states(page) == ["已收回执"]
    assert not card.next_button.isVisible()

    card.correct_button.click()
    register.steps.reason.yes_button.click()
    assert register.steps.reason.isVisible()  # a reason is asked for
    register.steps.reason.field.setText("漏登记一户")
    register.steps.reason.yes_button.click()
    settle(window)
    assert states(page) == ["待填报单位签名", "已更正"]
    newer, older = (register.model.row(number) for number in range(2))
    assert newer is not None
    assert older is not None
    assert (newer.corrects, older.corrected_by) == ("2026-10-01", "2026-10-02")
    register.table.choose_row(1)
    assert "以 2026-10-02 号为准" in card.state.text()
    assert not card.correct_button.isEnabled()  # what was corrected is not corrected again

    register.show_comparison()
    settle(window)
    compare = register.compare
    QAbstractItemModelTester(compare.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert compare.model.row(0).title == "总户数"  # type: ignore[union-attr]
    compare.changed_only.setChecked(True)
    assert compare.states.state == "empty"


def street_answers(folder: Path, package: Path) -> Path:
    """The receipt of a street that knows the branch."""
    street, _ = services.accounts.create_office(
        Paths(folder / "街道"), Organisation("书院街道党工委", "区委"), PASSWORD, NOW
    )
    try:
        (candidate,) = services.known_signers.candidates(
            services.receiving.look_through(street, [package]).items[0].certificate, "a"
        )
        services.known_signers.know(street, candidate)
        reception = services.receiving.look_through(street, [package])
        assert reception.items[0].fate is Fate.ACCEPTED, reception.items[0].reasons
        return services.receiving.save(street, reception, folder)[1]
    finally:
        services.accounts.close(street)


def test_packages_dropped_are_summed_up_and_answered(
    page: ReportsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    with branch(tmp_path, "甲支部", NOW, 2) as sender:
        package = services.packages.save_package(sender, services.reports.issue_month(sender, 2026, 10).id, tmp_path)
    broken = tmp_path / "截断.zip"
    broken.write_bytes(package.read_bytes()[:700])
    page.show_segment("verify")
    settle(window)
    drop(page, [package, broken])
    settle(window)
    view = page.verify.packages
    assert page.verify.tabs.currentIndex() == RECEIVE
    assert [view.model.row(number).fate for number in range(2)] == [Fate.UNKNOWN, Fate.REFUSED]  # type: ignore[union-attr]
    view.know_button.click()
    settle(window)
    assert "核对指纹" in view.ask.question.text()
    view.ask.yes_button.click()
    settle(window)
    assert view.model.row(0).fate is Fate.ACCEPTED  # type: ignore[union-attr]
    out = tmp_path / "出"
    out.mkdir()
    view.choose_folder = lambda: str(out)
    view.save_button.click()
    settle(window)
    assert sorted(one.suffix for one in out.iterdir()) == [".xlsx", ".zip"]


def drop(page: ReportsPage, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place = QPointF(QPoint(5, 5))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.verify.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))


def test_certificates_roles_and_known_signers(
    page: ReportsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page.show_segment("verify")
    page.verify.tabs.setCurrentIndex(SIGNERS)
    settle(window)
    view = page.verify.signers
    file = tmp_path / "陈.pfx"
    file.write_bytes(pfx())
    view.choose_file = lambda _title, _kinds: str(file)
    view.import_pfx()
    view.reason.field.setText(SECRET)
    view.reason.yes_button.click()
    settle(window)
    assert view.own.rowCount() == 2
    box = view.roles.boxes[Role.LEADER]
    box.setCurrentIndex(box.findText("陈副书记"))
    box.activated.emit(box.currentIndex())
    settle(window)
    assert any(Role.LEADER in row.roles for row in (view.own.row(n) for n in range(2)) if row is not None)

    with branch(tmp_path, "丁支部", NOW, 1) as other:
        unit = services.signers.identities(other)[0]
        card = services.known_signers.save_card(other, unit.id, tmp_path)
    view.choose_file = lambda _title, _kinds: str(card)
    view.add_known()
    settle(window)
    assert "丁支部" in view.ask.question.text()
    view.ask.yes_button.click()
    settle(window)
    place = view.known.find(lambda one: one.name == "丁支部")
    assert place >= 0
    view.known_table.choose_row(place)
    view.forget_button.click()
    view.ask.yes_button.click()
    settle(window)
    assert view.known.find(lambda one: one.name == "丁支部") == -1
    view.choose_folder = lambda: str(tmp_path)
    view.own_table.choose_row(0)
    view.save_card()
    settle(window)
    assert len(list(tmp_path.glob("*证书名片.pdf"))) == 2
