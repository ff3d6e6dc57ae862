"""Requests (诉求) by one name: their life, what pages show of them, and what is counted."""

from app.models.request_figures import MonthTrend as MonthTrend
from app.models.request_figures import RequestFigures as RequestFigures
from app.models.request_figures import RequestReport as RequestReport
from app.models.request_life import OPEN_STATES as OPEN_STATES
from app.models.request_life import Choices as Choices
from app.models.request_life import Department as Department
from app.models.request_life import GradeLimit as GradeLimit
from app.models.request_life import Life as Life
from app.models.request_life import Missing as Missing
from app.models.request_life import Proposal as Proposal
from app.models.request_life import RequestDraft as RequestDraft
from app.models.request_life import Round as Round
from app.models.request_life import State as State
from app.models.request_life import Step as Step
from app.models.request_life import StepDraft as StepDraft
from app.models.request_life import Verb as Verb
from app.models.request_life import Whistle as Whistle
from app.models.request_views import Board as Board
from app.models.request_views import BoardColumn as BoardColumn
from app.models.request_views import DayList as DayList
from app.models.request_views import MyDay as MyDay
from app.models.request_views import RequestCard as RequestCard
from app.models.request_views import RequestPage as RequestPage
from app.models.request_views import RequestQuery as RequestQuery
from app.models.request_views import RequestRow as RequestRow
