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
from app.models.tables.points import EvaluationRow, PointRow
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
from app.models.tables.service import CertificateRow, PostingRow, ServiceCorrectionRow, ServiceRow, SessionRow
from app.models.tables.shifts import (
    ActivityNeedRow,
    ActivityRow,
    DutyMonthRow,
    DutyRow,
    DutySwapRow,
    DutyWishRow,
    ShiftRow,
)
from app.models.tables.street_forms import StreetFormBindingRow, StreetFormContentRow, StreetFormRow
from app.models.tables.visits import CareRow, PairingRow, VisitNeedRow, VisitRow, VisitSheetRow
from app.models.tables.volunteers import (
    AvailabilityRow,
    DualRegistrationRow,
    LeaveRow,
    TeamRow,
    VolunteerPairRow,
    VolunteerRow,
)
from app.models.tables.wishes import WishRow, WishStepRow

metadata = SQLModel.metadata

__all__ = [
    "ActionNoteRow",
    "ActionRow",
    "ActivityNeedRow",
    "ActivityRow",
    "AgendaRow",
    "AttachmentContentRow",
    "AttachmentRow",
    "AttendanceRow",
    "AvailabilityRow",
    "BodyCadenceRow",
    "BodyRow",
    "CareRow",
    "CertificateRow",
    "ChangeDoorRow",
    "CorrectionRow",
    "DepartmentRow",
    "DualRegistrationRow",
    "DutyMonthRow",
    "DutyRow",
    "DutySwapRow",
    "DutyWishRow",
    "EvaluationRow",
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
    "LeaveRow",
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
    "PointRow",
    "PoolDrawRow",
    "PoolPersonRow",
    "PostingRow",
    "PublicationRow",
    "RecurrenceRow",
    "RequestRow",
    "ResidencyRow",
    "ResidentRow",
    "ResolutionRow",
    "RoundRow",
    "RuleEditRow",
    "SearchRow",
    "ServiceCorrectionRow",
    "ServiceRow",
    "SessionRow",
    "ShiftRow",
    "SignedMinutesRow",
    "SpanRow",
    "SpeechRow",
    "StepRow",
    "StreetFormBindingRow",
    "StreetFormContentRow",
    "StreetFormRow",
    "TeamRow",
    "VisitNeedRow",
    "VisitRow",
    "VisitSheetRow",
    "VolunteerPairRow",
    "VolunteerRow",
    "WhistleRow",
    "WishRow",
    "WishStepRow",
    "metadata",
]
