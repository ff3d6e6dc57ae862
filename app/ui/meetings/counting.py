"""What a vote is counted against, while it is typed: as the service counts it when it is kept."""

from __future__ import annotations

from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import ResolutionDraft
from app.models.meetings import Came, Role
from app.models.quorum import Count


def count_for(card: MeetingCard, draft: ResolutionDraft) -> Count | str:
    """The count of a resolution as it stands; or, in words, why it cannot be."""
    eligible, attended, unrecorded = voters_of(card)
    own = draft.eligible is not None or draft.attended is not None
    count = Count(
        eligible if draft.eligible is None else draft.eligible,
        attended if draft.attended is None else draft.attended,
        draft.in_favour,
        draft.against,
        draft.abstained,
        draft.area_total,
        draft.area_joined,
        draft.area_for,
        0 if own else unrecorded,
    )
    cast = sum(one for one in (draft.in_favour, draft.against, draft.abstained) if one is not None)
    if cast > count.attended + count.unrecorded and count.eligible:
        return f"合计 {cast} 票,多于到会有表决权的 {count.attended} 人。请核对票数。"
    return count


def voters_of(card: MeetingCard) -> tuple[int, int, int]:
    """Who should vote, of those who came, and of whom nothing was recorded; as the service counts them."""
    line, said = card.line, card.draft.said
    if said is not None and said.voters_came is None and (said.should, said.came, said.voters) != (None, None, None):
        return line.voters, line.voters_came, line.voters - line.voters_came
    unknown = sum(one.votes and one.role is Role.SHOULD and one.state is Came.UNKNOWN for one in card.attendance)
    return line.voters, line.voters_came, unknown
