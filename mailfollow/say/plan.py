"""One line for each thing that a sweep will do (`--dry-run`) or did (`run --once`)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from mailfollow.core.model import (
    Action,
    Ask,
    Evidence,
    Fulfil,
    Heed,
    Language,
    Note,
    Pause,
    PutDraft,
    Reason,
    Renew,
    Restage,
    Retract,
    WithdrawDraft,
)
from mailfollow.say import arrivals, reasons
from mailfollow.say.owed import what
from mailfollow.say.phrase import phrase


def action(action: Action, language: Language, zone: ZoneInfo) -> str:
    match action:
        case PutDraft():
            return _put(action, language)
        case WithdrawDraft(draft=draft, trash=trash):
            why = reasons.reason(draft.reason, language, zone) if draft.reason else None
            return phrase(language, "plan.withdraw", id=draft.commitment, trash=trash, reason=why)
        case Fulfil(evidence=evidence):
            return _seen("plan.fulfil", evidence, language, zone)
        case Ask(evidence=evidence):
            return _seen("plan.ask", evidence, language, zone)
        case Note(evidence=evidence):
            return _seen("plan.note", evidence, language, zone)
        case Heed(arrived=arrived):
            told = arrivals.arrived(arrived, language)
            return phrase(language, "plan.heed", id=arrived.commitment, what=told)
        case Retract(commitment=commitment):
            return phrase(language, "plan.retract", id=commitment)
        case Restage():
            return _restage(action, language, zone)
        case Pause() | Renew():
            return _halt(action, language, zone)


def _halt(action: Pause | Renew, language: Language, zone: ZoneInfo) -> str:
    if isinstance(action, Renew):
        return phrase(language, "plan.renew", account=action.account)
    return phrase(language, "status.paused", reason=reasons.reason(action.reason, language, zone))


def held(
    commitment_id: str, reason: Reason, language: Language, zone: ZoneInfo | None = None
) -> str:
    """Why there is no draft for this commitment now."""
    return phrase(
        language, "plan.held", id=commitment_id, reason=reasons.reason(reason, language, zone)
    )


def _put(put: PutDraft, language: Language) -> str:
    reader = put.commitment.reader
    return phrase(
        language,
        "plan.put",
        to=reader.name if reader != put.commitment.contact else None,
        who=put.commitment.contact.name,
        what=what(put.commitment, language),
        late=phrase(language, "plan.late") if put.late else None,
    )


def _seen(key: str, evidence: Evidence, language: Language, zone: ZoneInfo) -> str:
    sentence = reasons.reason(evidence.reason, language, zone)
    about = reasons.mail(evidence, sentence, language, zone)
    return phrase(language, key, id=evidence.commitment, mail=about, reason=sentence)


def _restage(restage: Restage, language: Language, zone: ZoneInfo) -> str:
    draft = restage.draft
    return phrase(
        language,
        "plan.restage",
        id=draft.commitment,
        was=phrase(language, f"stage.{restage.was}"),
        stage=phrase(language, f"stage.{draft.stage}"),
        reason=reasons.reason(draft.reason, language, zone) if draft.reason else None,
    )
