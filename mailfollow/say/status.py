"""`status`: the table for people, and the document that other programs read (DESIGN.md §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailfollow.core.model import (
    AccountState,
    Circumstances,
    Commitment,
    Draft,
    Evidence,
    Kind,
    Language,
    Reason,
    State,
    Status,
)
from mailfollow.say.clean import clean
from mailfollow.say.owed import draft_of, third
from mailfollow.say.reasons import reason
from mailfollow.say.table import table

__all__ = ["document", "table"]

VERSION = 1


def document(
    *,
    now: datetime,
    states: Sequence[State],
    drafts: Sequence[Draft],
    accounts: Sequence[AccountState],
    running: bool,
    paused: Reason | None,
    zone: ZoneInfo,
    language: Language,
    circumstances: Mapping[str, Circumstances] | None = None,
    blind: Mapping[str, datetime] | None = None,
) -> dict[str, object]:
    """Everything owed and every account, as plain JSON values; moments with the zone's offset."""
    labels = {a.address: a.name for a in accounts}
    return {
        "version": VERSION,
        "now": _moment(now, zone),
        "commitments": [
            {
                **_commitment(s, draft_of(s, drafts), labels, zone, language),
                **_introduction(s.commitment, (circumstances or {}).get(s.commitment.id)),
            }
            for s in states
        ],
        "accounts": [_account(a, (blind or {}).get(a.address), zone) for a in accounts],
        "daemon": "running" if running else "stopped",
        "paused": _reason(paused, language, zone) if paused else None,
    }


def _commitment(
    state: State,
    draft: Draft | None,
    labels: Mapping[str, str],
    zone: ZoneInfo,
    language: Language,
) -> dict[str, object]:
    c = state.commitment
    return {
        "id": clean(c.id),
        "contact": clean(c.contact.name),
        "contact_id": clean(c.contact.id),
        "kind": str(c.kind),
        "status": str(state.status),
        "late": state.late,
        "opens": _day(c.opens),
        "due": _day(c.due),
        "snoozed_until": _moment(state.snoozed_until, zone),
        "draft": _draft(draft, labels, zone) if draft else None,
        "evidence": _evidence(state, zone, language),
        "question": _question(state.question, language, zone) if state.question else None,
    }


def _introduction(commitment: Commitment, known: Circumstances | None) -> dict[str, object]:
    """Whom it concerns beside the contact, and what came of it."""
    concerned = commitment.kind in (Kind.INTRODUCE, Kind.CALL_BACK)
    return {
        "third": _clean(third(commitment)) if concerned else None,
        "outcome": str(known.outcome) if concerned and known else None,
    }


def _draft(draft: Draft, labels: Mapping[str, str], zone: ZoneInfo) -> dict[str, object]:
    return {
        "stage": str(draft.stage),
        "account": clean(labels.get(draft.account, draft.account)),
        "folder": clean(draft.mailbox),
        "message_id": clean(draft.message_id),
        "since": _moment(draft.since, zone),
    }


def _evidence(state: State, zone: ZoneInfo, language: Language) -> dict[str, object] | None:
    if state.status is not Status.FULFILLED or not state.reason:
        return None
    mail = state.evidence
    return {
        "grade": "word" if state.word or not mail else mail.grade.name,
        **_reason(state.reason, language, zone),
        "folder": clean(mail.folder) if mail else None,
        "message_id": _clean(mail.message_id) if mail else None,
        "sent_at": _moment(mail.sent_at, zone) if mail else None,
        "subject": clean(mail.subject) if mail else None,
    }


def _question(evidence: Evidence, language: Language, zone: ZoneInfo) -> dict[str, object]:
    return {
        **_reason(evidence.reason, language, zone),
        "message_id": _clean(evidence.message_id),
    }


def _reason(why: Reason, language: Language, zone: ZoneInfo) -> dict[str, object]:
    return {"code": str(why.code), "reason": reason(why, language, zone)}


def _account(
    account: AccountState, blind_since: datetime | None, zone: ZoneInfo
) -> dict[str, object]:
    return {
        "name": clean(account.name),
        "state": str(account.state),
        "since": _moment(account.since, zone),
        "last_sweep": _moment(account.last_sweep, zone),
        "blind_since": _moment(blind_since, zone),
        "folders": {
            "sent": [clean(name) for name in account.sent],
            "drafts": _clean(account.drafts),
            "trash": _clean(account.trash),
        },
    }


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None
