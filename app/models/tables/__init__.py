"""The tables, a file a slice, and the one metadata that holds them all. Only the store looks in here."""

from sqlmodel import SQLModel

from app.models.tables.colours import IntervalRow, OverrideRow, SearchRow
from app.models.tables.deliberations import MatterRow, MatterStepRow, PoolDrawRow, PoolPersonRow, PublicationRow
from app.models.tables.exports import ExportRow
from app.models.tables.households import (
    GridRow,
    HouseholdRow,
    MergeRow,
    NotSameRow,
    OccupancyRow,
    ResidencyRow,
    ResidentRow,
)
from app.models.tables.journal import ChangeDoorRow, JournalRow
from app.models.tables.meetings import (
    ActionNoteRow,
    ActionRow,
    AgendaRow,
    AttachmentContentRow,
    AttachmentRow,
    AttendanceRow,
    BodyCadenceRow,
    CorrectionRow,
    MeetingRow,
    RecurrenceRow,
    ResolutionRow,
    SignedMinutesRow,
    SpeechRow,
)
from app.models.tables.people import OrganisationRow
from app.models.tables.reports import IdentityRow, IssuedFactsRow, IssuedFileRow, IssuedReportRow, LayoutRow
from app.models.tables.requests import (
    DepartmentRow,
    FindingRow,
    HolidayRow,
    MediationPartyRow,
    MediationRow,
    PatrolPartyRow,
    PatrolRow,
    RequestRow,
    RoundRow,
    StepRow,
    WhistleRow,
)
from app.models.tables.roster import BodyRow, MemberRow, SpanRow
from app.models.tables.rules import ListViewRow, RuleEditRow
from app.models.tables.visits import CareRow, PairingRow, VisitNeedRow, VisitRow, VisitSheetRow

metadata = SQLModel.metadata

__all__ = [
    "ActionNoteRow",
    "ActionRow",
    "AgendaRow",
    "AttachmentContentRow",
    "AttachmentRow",
    "AttendanceRow",
    "BodyCadenceRow",
    "BodyRow",
    "CareRow",
    "ChangeDoorRow",
    "CorrectionRow",
    "DepartmentRow",
    "ExportRow",
    "FindingRow",
    "GridRow",
    "HolidayRow",
    "HouseholdRow",
    "IdentityRow",
    "IntervalRow",
    "IssuedFactsRow",
    "IssuedFileRow",
    "IssuedReportRow",
    "JournalRow",
    "LayoutRow",
    "ListViewRow",
    "MatterRow",
    "MatterStepRow",
    "MediationPartyRow",
    "MediationRow",
    "MeetingRow",
    "MemberRow",
    "MergeRow",
    "NotSameRow",
    "OccupancyRow",
    "OrganisationRow",
    "OverrideRow",
    "PairingRow",
    "PatrolPartyRow",
    "PatrolRow",
    "PoolDrawRow",
    "PoolPersonRow",
    "PublicationRow",
    "RecurrenceRow",
    "RequestRow",
    "ResidencyRow",
    "ResidentRow",
    "ResolutionRow",
    "RoundRow",
    "RuleEditRow",
    "SearchRow",
    "SignedMinutesRow",
    "SpanRow",
    "SpeechRow",
    "StepRow",
    "VisitNeedRow",
    "VisitRow",
    "VisitSheetRow",
    "WhistleRow",
    "metadata",
]
