"""An office with the sample ledgers in it, made once a module, and the street's form."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl

from app import services
from app.models.street_forms import OpenForm
from app.services.office import Office

FORM = "街道月报表样.xlsx"
SHEET = "月报表"


def fill_office(office: Office, data: Path) -> None:
    """Doors, requests and meetings of the samples."""
    services.importing.accept(office, services.importing.plan_households(office, data / "住户台账-一人一行.xlsx"))
    services.request_import.accept(office, services.request_import.plan(office, data / "诉求台账.xlsx"))
    services.meeting_import.accept(office, services.meeting_import.plan(office, data / "会议台账.xlsx"))


def add_form(office: Office, path: Path) -> OpenForm:
    """The form, with all that is proposed accepted."""
    (form_id,) = services.street_forms.add(office, path).made
    opened = services.street_forms.open_form(office, form_id)
    services.street_forms.accept(office, form_id, opened.proposed)
    return services.street_forms.open_form(office, form_id)


def by_libreoffice(path: Path) -> dict[str, object] | None:
    """What each cell of the first sheet holds after LibreOffice has opened, worked out and saved the file; None where
    it is not on this computer."""
    if shutil.which("soffice") is None:
        return None
    out = path.parent / "lo"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(out / path.name, data_only=True).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
