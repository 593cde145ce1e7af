"""One line for each thing that a sweep will do (`--dry-run`) or did (`run --once`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from mailfollow.core.model import (
    Action,
    Ask,
    Clear,
    Fulfil,
    Hear,
    Heed,
    Language,
    Note,
    Pause,
    PutDigest,
    PutDraft,
    Reason,
    Renew,
    Restage,
    Retract,
    WithdrawDraft,
    WriteFile,
)
from mailfollow.say import arrivals, reasons
from mailfollow.say.owed import what
from mailfollow.say.phrase import phrase

_SEEN = {Fulfil: "plan.fulfil", Ask: "plan.ask", Note: "plan.note"}


def news(actions: Iterable[Action]) -> Iterator[Action]:
    """Those worth a line: a draft that is where it was, and only looked at once more, is not;
    nor is a morning mail without anything in it.
    """
    return (a for a in actions if not _nothing(a))


def _nothing(action: Action) -> bool:
    match action:
        case Restage(draft, was):
            return was is draft.stage
        case PutDigest(morning):
            return morning.empty
    return False


def action(action: Action, language: Language, zone: ZoneInfo) -> str:
    match action:
        case PutDraft():
            return _put(action, language)
        case WithdrawDraft(draft=draft, trash=trash):
            why = reasons.reason(draft.reason, language, zone) if draft.reason else None
            return phrase(language, "plan.withdraw", id=draft.commitment, trash=trash, reason=why)
        case Fulfil() | Ask() | Note():
            return _seen(action, language, zone)
        case Heed(arrived=arrived):
            told = arrivals.arrived(arrived, language)
            return phrase(language, "plan.heed", id=arrived.commitment, what=told)
        case Retract(commitment=commitment):
            return phrase(language, "plan.retract", id=commitment)
        case Restage():
            return _restage(action, language, zone)
        case Pause() | Renew():
            return _halt(action, language, zone)
        case Hear() | WriteFile() | Clear() | PutDigest():
            return _by_mail(action, language, zone)


def _by_mail(
    action: Hear | WriteFile | Clear | PutDigest, language: Language, zone: ZoneInfo
) -> str:
    """What comes of the user's own mails, and the one that goes to the user."""
    match action:
        case Hear(heard=heard):
            told = "; ".join(reasons.reason(h.reason, language, zone) for h in heard)
            return phrase(language, "plan.hear", what=told)
        case WriteFile(file=file):
            who = ", ".join(entry.contact.name for entry in file.entries)
            return phrase(language, "plan.write", who=who)
        case Clear(place=place, trash=trash):
            return phrase(language, "plan.clear", folder=place.mailbox, trash=trash)
        case PutDigest(account=account):
            return phrase(language, "plan.mail", to=account)


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


def _seen(seen: Fulfil | Ask | Note, language: Language, zone: ZoneInfo) -> str:
    evidence = seen.evidence
    sentence = reasons.reason(evidence.reason, language, zone)
    about = reasons.mail(evidence, sentence, language, zone)
    return phrase(language, _SEEN[type(seen)], id=evidence.commitment, mail=about, reason=sentence)


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
