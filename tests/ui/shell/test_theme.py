from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from app.base.settings import Settings, load_settings, save_settings
from app.rules.legend import load_legend
from app.ui.theme import DARK, LIGHT, Look, style_sheet
from app.ui.widgets.tiles import luminance, readable_on

ON_GROUNDS = [
    ("text", ("window", "card", "rail", "hover", "chosen", "alternate")),
    ("muted", ("window", "card", "rail", "alternate")),
    ("accent", ("window", "card")),
    ("on_fill", ("fill", "fill_hover")),
    ("link", ("window", "card", "amber_ground", "red_ground", "green_ground")),
    ("amber", ("amber_ground", "card", "window")),
    ("red", ("red_ground", "card", "window")),
    ("green", ("green_ground", "card", "window")),
]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "grounds"), ON_GROUNDS, ids=[ink for ink, _ in ON_GROUNDS])
def test_every_ink_can_be_read_on_its_grounds(colours: dict[str, str], ink: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        found = contrast(QColor(colours[ink]), QColor(colours[ground]))
        assert found >= 4.5, f"{ink} on {ground}: {found:.2f}"


def test_marks_can_be_read_on_the_seven_colours() -> None:
    for entry in load_legend():
        ground = QColor(entry.colour)
        assert contrast(readable_on(ground), ground) >= 4.5, entry.label


@pytest.mark.parametrize("look", [Look(), Look(dark=True), Look(large=True), Look(dark=True, large=True)])
def test_the_style_sheet_is_filled_in(look: Look) -> None:
    assert "@" not in style_sheet(look)


def test_both_looks_have_the_same_names() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_settings_survive_and_damage_is_forgiven(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "设置" / "settings.json"
    save_settings(file, Settings("dark", True, 30))
    assert load_settings(file) == Settings("dark", True, 30)
    for damage in ("", "[]", '{"theme": 7, "lock_minutes": -3, "large": "yes"}', "{"):
        file.write_text(damage)
        assert load_settings(file) == Settings()
