"""Which font file writes which character.

The office's own 仿宋, 小标宋, 楷体, 黑体, 宋体 come first where they are installed, then the bundled open
ones, then the bundled font of rare characters. Nothing is read before the first document asks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.base.resources import resource
from app.reports.typeface import Typeface, load_typeface


class Face(StrEnum):
    """The five faces of an official document; the value is the name by which people know them."""

    BODY = "仿宋"
    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"


# File names in lower case, the best first: Windows, then Founder's (Kylin and UOS install these), then GB2312 cuts.
_INSTALLED: dict[Face, tuple[str, ...]] = {
    Face.BODY: ("simfang.ttf", "fzfsk.ttf", "fzfsjw.ttf", "仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "fangsong.ttf"),
    Face.TITLE: ("fzxbsjw.ttf", "fzxbsk.ttf", "方正小标宋简体.ttf", "方正小标宋_gbk.ttf", "方正小标宋简.ttf"),
    Face.HEI: ("simhei.ttf", "fzhtk.ttf", "fzhtjw.ttf", "方正黑体_gbk.ttf", "方正黑体简体.ttf"),
    Face.KAI: ("simkai.ttf", "fzktk.ttf", "fzktjw.ttf", "楷体_gb2312.ttf", "kaiti_gb2312.ttf", "kaiti.ttf"),
    Face.SONG: ("simsun.ttc", "simsun.ttf", "fzssk.ttf", "fzssjw.ttf", "方正书宋_gbk.ttf"),
}
_BUNDLED: dict[Face, str] = {
    Face.BODY: "NotoSerifSC-Regular.ttf",
    Face.TITLE: "NotoSerifSC-Bold.ttf",
    Face.HEI: "NotoSansSC-Bold.ttf",
    Face.KAI: "QicaiKai-Regular.ttf",
    Face.SONG: "NotoSerifSC-Regular.ttf",
}
_FALLBACK = ("NotoSerifSC-Regular.ttf", "HanaMinB.ttf")


@dataclass(frozen=True)
class FontSet:
    """For each face the files to try, in order. Two sets with the same files print the same bytes."""

    files: dict[Face, tuple[Path, ...]]

    def typefaces(self, face: Face) -> Iterator[Typeface]:
        """The readable typefaces of `face`, best first, each opened only when it is reached."""
        for path in self.files[face]:
            typeface = load_typeface(path)
            if typeface is not None:
                yield typeface


@cache
def bundled_fonts() -> FontSet:
    """Only what comes with the program: the same pages on every computer."""
    return FontSet({face: _bundled(face) for face in Face})


@cache
def default_fonts() -> FontSet:
    """The office's own fonts where installed, the bundled ones behind them."""
    found = _scan(_font_folders())
    own = {face: tuple(found[name] for name in names if name in found)[:1] for face, names in _INSTALLED.items()}
    return FontSet({face: own[face] + _bundled(face) for face in Face})


def _bundled(face: Face) -> tuple[Path, ...]:
    return tuple(resource("fonts", name) for name in dict.fromkeys((_BUNDLED[face], *_FALLBACK)))


def _font_folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local)
    home = Path.home()
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


def _scan(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Files below `folders` that are wanted, by lower-case name; the first found wins, in sorted order."""
    wanted = {name for names in _INSTALLED.values() for name in names}
    found: dict[str, Path] = {}
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower() in wanted:
                    found.setdefault(name.lower(), Path(place) / name)
    return found
