"""Mail merges: six single mails or more within ten minutes that say the same to everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from mailfollow.core import address, text
from mailfollow.core.model import Body, Contact, Me, People, Place, SentMessage

ENOUGH = 6
SPAN = timedelta(minutes=10)


def merged(messages: Iterable[SentMessage], me: Me, people: People) -> frozenset[Place]:
    """The messages that are one of a mail merge."""
    alike: dict[str, list[SentMessage]] = defaultdict(list)
    for message in messages:
        said = _to_anybody(message, message.body, me, people) if _single(message) else ""
        if said:
            alike[said].append(message)
    return frozenset(m.place for group in alike.values() for m in _crowded(group))


def neighbours(hits: Iterable[SentMessage], headers: Sequence[SentMessage]) -> set[int]:
    """The UIDs around single hits that may make them a mail merge."""
    singles = sorted((m for m in headers if _single(m)), key=lambda m: m.sent_at)
    crowd = _crowded(singles)
    found: set[int] = set()
    for hit in hits:
        if _single(hit) and hit in crowd:
            found |= {m.place.uid for m in crowd if abs(m.sent_at - hit.sent_at) <= SPAN}
    return found


def _crowded(messages: Iterable[SentMessage]) -> list[SentMessage]:
    """Those that stand among `ENOUGH` different recipients within one `SPAN`."""
    ordered = sorted(messages, key=lambda m: m.sent_at)
    crowd: dict[Place, SentMessage] = {}
    start = 0
    for end, message in enumerate(ordered):
        while message.sent_at - ordered[start].sent_at > SPAN:
            start += 1
        window = ordered[start : end + 1]
        if len({address.untagged(m.to[0].address) for m in window}) >= ENOUGH:
            crowd.update((m.place, m) for m in window)
    return list(crowd.values())


def _single(message: SentMessage) -> bool:
    return len(message.to) == 1 and not message.cc


def _to_anybody(message: SentMessage, body: Body | None, me: Me, people: People) -> str:
    if body is None:
        return ""
    box = message.to[0]
    contacts = [c for c in people.contacts if address.among(box.address, c.addresses)]
    persons = {w for w in text.words(f"{box.name} {address.local(box.address)}") if len(w) > 2}
    persons |= {w for c in contacts for w in text.called(c)}
    phrases = [p for c in contacts for p in _phrases(c, people)]
    return text.stripped(text.own(body, me), phrases, persons)


def _phrases(contact: Contact, people: People) -> list[str]:
    phrases = [contact.company]
    for m in people.meetings:
        if m.contact == contact.id:
            phrases += [m.at, m.talked_about, m.in_common, m.bridge.phrase if m.bridge else None]
    return [p for p in phrases if p]
