"""The month of the sample, printed once for all tests that read it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from tests.reports import factory


@pytest.fixture(scope="session")
def month_pdf() -> bytes:
    return monthly_pdf(factory.facts(), factory.LEGEND, fonts=bundled_fonts())


@pytest.fixture(scope="session")
def month_workbook() -> bytes:
    return monthly_workbook(factory.facts())
