"""Act on the mailbox: lay a draft, withdraw one. Each effect follows its durable intent (I6)."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from mailfollow import people_files
from mailfollow.core import address
from mailfollow.core.calendar import day_of
from mailfollow.core.model import (
    Clear,
    Code,
    Commitment,
    Digest,
    Draft,
    Heard,
    Kind,
    Mailbox,
    Mailed,
    Me,
    Morning,
    Pause,
    PutDigest,
    PutDraft,
    Reason,
    Stage,
    WithdrawDraft,
    WriteFile,
)
from mailfollow.errors import InDoubt, LetterImpossible, MailError, TemplateError, TooManyDrafts
from mailfollow.ledger import Ledger
from mailfollow.ledger.caps import Caps
from mailfollow.letters.compose import compose, message_id, token
from mailfollow.letters.render import Letters
from mailfollow.look import Box
from mailfollow.mail import drafts, verbs
from mailfollow.say import digest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hands:
    """What acting needs beside the action."""

    me: Me
    ledger: Ledger
    letters: Letters
    key: bytes
    now: datetime
    people_dir: Path
    caps: Caps = field(default_factory=Caps)

    def put(self, action: PutDraft, box: Box, mailbox: str) -> Reason | None:
        """Lay a draft. Returns why it could not be, None when it was."""
        try:
            draft, raw = written(action, self, box.account.address, mailbox)
            self.ledger.intend(draft, self.caps)
        except TemplateError as e:
            log.warning("%s: %s", action.commitment.id, e.sentence)
            return Reason.of(Code.TEMPLATE, file=e.file, line=e.line)
        except LetterImpossible as e:
            log.warning("%s: %s", action.commitment.id, e.sentence)
            return Reason.of(Code.NO_LETTER, kind=action.commitment.kind)
        except TooManyDrafts as e:
            log.warning("%s: %s", action.commitment.id, e.sentence)
            reason = Reason.of(Code.CAP, which=e.which, limit=e.most)
            self.ledger.pause(Pause(self.now, reason))
            return reason
        return self._append(draft, raw, box)

    def _append(self, draft: Draft, raw: bytes, box: Box) -> Reason | None:
        try:
            placed = box.run(lambda s: drafts.put(s, draft.mailbox, raw, draft.token))
        except InDoubt as e:
            log.warning("%s: %s", draft.commitment, e.sentence)
            self.ledger.restage(replace(draft, stage=Stage.IN_DOUBT, since=self.now))
            return Reason(Code.NOT_CONFIRMED)
        except MailError as e:  # nothing was stored
            log.warning("%s: %s", draft.commitment, e.sentence)
            reason = Reason.of(Code.REFUSED_BY_SERVER, said=e.sentence)
            self.ledger.restage(replace(draft, stage=Stage.FAILED, since=self.now, reason=reason))
            return reason
        self.ledger.restage(
            replace(
                draft,
                stage=Stage.WAITING,
                since=self.now,
                uidvalidity=placed.uidvalidity,
                uid=placed.uid,
                digest=placed.digest or draft.digest,
                internal_date=placed.internal_date,
            )
        )
        return None

    def withdraw(self, action: WithdrawDraft, box: Box) -> bool:
        """Move our untouched draft to Trash; whether it is there now."""
        draft = action.draft
        if draft.uidvalidity is None or draft.uid is None:
            return False
        uidvalidity, uid = draft.uidvalidity, draft.uid
        try:
            moved = box.run(
                lambda s: drafts.withdraw(
                    s,
                    draft.mailbox,
                    action.trash,
                    uidvalidity=uidvalidity,
                    uid=uid,
                    digest=draft.digest,
                )
            )
        except MailError as e:  # the next look tells what became of it
            log.warning("%s: %s", draft.commitment, e.sentence)
            return False
        if moved:
            self.ledger.restage(replace(draft, stage=Stage.WITHDRAWN, since=self.now))
        return moved

    def clear(self, action: Clear, box: Box) -> bool:
        """Move our own untouched message out of a verb folder; whether it is gone from there."""
        place, trash = action.place, action.trash
        try:
            return box.run(lambda s: verbs.clear(s, place, trash, action.digest))
        except MailError as e:  # the next look tells what became of it
            log.warning("%s: %s", place.mailbox, e.sentence)
            return False

    def write(self, action: WriteFile) -> bool:
        """Make a people file; the same one where a crash came before it was remembered."""
        try:
            path = people_files.write(
                self.people_dir, action.file, people_files.text(action.file, self.me)
            )
        except OSError as e:
            log.warning("No people file can be made in %s: %s", self.people_dir, e)
            return False
        first, *others = action.heard
        self.ledger.hear([_with_file(first, path.name), *others])
        return True

    def mail(self, action: PutDigest, box: Box) -> bool:
        """Send the morning mail, at most once a day; whether it was sent."""
        morning, account = action.morning, box.account.address
        own_id = message_id(self.key, "digest", morning.day, 0, address.domain(account))
        local = self.now.astimezone(self.me.timezone)
        raw = digest.write(morning, self.me, address=account, message_id=own_id, date=local)
        row = _row(morning, own_id, account, self.now)
        if not self.ledger.mailing(row) or row.stage is Mailed.NOTHING:
            return False
        try:
            box.mail(raw, self.now)
        except InDoubt as e:
            log.warning("The morning mail: %s", e.sentence)
            self.ledger.mailed(replace(row, stage=Mailed.IN_DOUBT))
            return False
        except MailError as e:  # nothing was delivered
            log.warning("The morning mail: %s", e.sentence)
            self.ledger.mailed(replace(row, stage=Mailed.FAILED))
            return False
        self.ledger.mailed(replace(row, stage=Mailed.SENT))
        return True


def _with_file(heard: Heard, name: str) -> Heard:
    facts = {**dict(heard.reason.facts), "file": name}
    return replace(heard, reason=Reason.of(heard.reason.code, **facts))


def _row(morning: Morning, own_id: str, account: str, now: datetime) -> Digest:
    asked = {item.number for item in morning.questions}
    return Digest(
        day=morning.day,
        message_id=own_id,
        code=morning.code,
        stage=Mailed.NOTHING if morning.empty else Mailed.INTENDED,
        laid_at=now,
        since=now,
        account=account,
        numbers=tuple(item.state.commitment.id for item in morning.items),
        questions=tuple(
            item.state.question.message if item.number in asked and item.state.question else ""
            for item in morning.items
        ),
    )


def written(action: PutDraft, hands: Hands, account: str, mailbox: str) -> tuple[Draft, bytes]:
    """The journal row and the bytes of the letter that `action` asks for.

    Raises TemplateError, LetterImpossible.
    """
    me, commitment = hands.me, action.commitment
    today = day_of(hands.now, me.timezone)
    letter = hands.letters.write(commitment, me=me, today=today, circumstances=action.circumstances)
    name = (commitment.id, action.occasion, action.n, address.domain(account))
    ours, own_id = token(hands.key, *name), message_id(hands.key, *name)
    raw = compose(
        letter,
        sender=Mailbox(me.name, account),
        date=hands.now.astimezone(me.timezone),
        message_id=own_id,
        token=ours,
        recipients=_recipients(commitment, letter.to),
        parent=action.parent.message_id if action.parent else None,
        chain=action.parent.references if action.parent else (),
    )
    draft = Draft(
        token=ours,
        commitment=commitment.id,
        contact=commitment.reader.id,
        name=commitment.reader.name,
        occasion=action.occasion,
        n=action.n,
        stage=Stage.INTENDED,
        account=account,
        mailbox=mailbox,
        message_id=own_id,
        laid_at=hands.now,
        since=hands.now,
        to=letter.to,
        parent=action.parent.message_id if action.parent else None,
        digest=hashlib.sha256(raw).hexdigest(),
    )
    return draft, raw


def _recipients(commitment: Commitment, to: str | None) -> tuple[Mailbox, ...] | None:
    """The reader; a joint introduction goes to both. None: nobody, the letter has a gap."""
    if to is None:
        return None
    persons = [commitment.reader]
    if commitment.kind is Kind.INTRODUCE and commitment.reader is commitment.contact:
        persons += [commitment.third] if commitment.third else []
    return tuple(Mailbox(p.name, p.addresses[0]) for p in persons)
