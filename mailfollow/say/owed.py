"""What a commitment is about in a few words, and which of its drafts to show."""

from __future__ import annotations

from collections.abc import Sequence

from mailfollow.core.model import Commitment, Draft, Kind, Language, Stage, State
from mailfollow.say.phrase import phrase, placed

_OVER = (Stage.WITHDRAWN, Stage.FAILED)


def what(commitment: Commitment, language: Language) -> str:
    """`write after the meeting at DevConf in Brno`, `answer: Our offer`, `send: the slides`."""
    promise, meeting = commitment.promise, commitment.meeting
    if meeting and meeting.thread and answers(commitment):
        return phrase(language, "what.answer", subject=meeting.thread.subject)
    joint = commitment.kind is Kind.INTRODUCE and promise and promise.joint
    return phrase(
        language,
        "what.joint" if joint else f"what.{commitment.kind}",
        place=placed(language, meeting.at if meeting else None),
        text=promise.text if promise else None,
        third=third(commitment),
    )


def answers(commitment: Commitment) -> bool:
    """Whether a mail is followed up: nobody met."""
    meeting = commitment.meeting
    return commitment.kind is Kind.FOLLOW_UP and meeting is not None and meeting.thread is not None


def third(commitment: Commitment) -> str | None:
    """The name of the third person of an introduction or its call-back."""
    if commitment.third:
        return commitment.third.name
    promise = commitment.promise
    return promise.third.name if promise and promise.third else None


def draft_now(draft: Draft, language: Language) -> str:
    """Where a draft stands, as a sentence: `draft waits in “Drafts”`."""
    return phrase(
        language,
        f"draft.{draft.stage}",
        folder=draft.mailbox,
        gap=None if draft.to else phrase(language, "draft.gap"),
    )


def draft_of(state: State, drafts: Sequence[Draft]) -> Draft | None:
    """The draft to show: the latest of this occasion, else the latest of all.

    One that never came to lie, or that we took back ourselves, is none.
    """
    own = [d for d in drafts if d.commitment == state.commitment.id]
    latest = max(own, key=lambda d: (d.occasion == state.occasion, d.laid_at), default=None)
    return None if latest and latest.stage in _OVER else latest
