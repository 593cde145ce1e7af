"""Which of several promises of one kind and day bears which number: `.2`, `.3`.

A number stays with what was promised: who deletes the first of two, because it is done, must
not find the second one ticked off. A number once given is given to nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count

from mailfollow.core.model import Commitment, Kind, Known

_NUMBER = re.compile(r"(?<=\.\d{4}-\d\d-\d\d)\.\d+$")


SLIP = 0.7
"""So alike are two texts of which one corrects the other."""


def numbered(
    drawn: Iterable[Commitment], known: Mapping[str, Known], kept: Container[str] = ()
) -> Iterator[Commitment]:
    """The commitments under ids of their own; a call-back knows the introduction before it.

    `kept` names what has ended already: another text in its place is another promise.
    """
    drawn = tuple(drawn)
    families: dict[str, list[str]] = defaultdict(list)
    for commitment in drawn:
        families[commitment.id].append(what(commitment))
    kin: dict[str, list[Known]] = defaultdict(list)
    for old in known.values():
        kin[_NUMBER.sub("", old.id)].append(old)
    ids = {stem: iter(_ids(stem, whats, kin[stem], kept)) for stem, whats in families.items()}
    introduction = None
    for commitment in drawn:
        one = replace(commitment, id=next(ids[commitment.id]))
        if one.kind is Kind.INTRODUCE:
            introduction = one.id
        elif one.kind is Kind.CALL_BACK:
            one = replace(one, introduction=introduction)
        yield one


def what(commitment: Commitment) -> str:
    """What tells it from another one of its kind and day, in the user's own words."""
    promise, meeting = commitment.promise, commitment.meeting
    if promise is None:
        return meeting.thread.message_id if meeting and meeting.thread else ""
    return promise.text or (promise.third.name if promise.third else "")


def _ids(stem: str, whats: Sequence[str], kin: Sequence[Known], kept: Container[str]) -> list[str]:
    """An id for each of one family, in order: its own, else that of one whose text was corrected,
    else a new one."""
    found: dict[int, str] = {}
    for n, said in enumerate(whats):
        own = [k.id for k in kin if k.what == said and k.id not in found.values()]
        if own:
            found[n] = min(own, key=len)
    new = [n for n in range(len(whats)) if n not in found]
    lost = sorted(
        (k for k in kin if k.missing_since is None and k.id not in found.values()),
        key=lambda k: (len(k.id), k.id),
    )
    if len(new) == len(lost):  # corrected in this load
        pairs = zip(new, lost, strict=True)
        found |= {n: k.id for n, k in pairs if k.id not in kept or _alike(k.what, whats[n])}
    taken = {k.id for k in kin}
    for n in range(len(whats)):
        if n not in found:
            found[n] = _free(stem, taken)
            taken.add(found[n])
    return [found[n] for n in range(len(whats))]


def _alike(one: str, other: str) -> bool:
    """A slip of the pen, or a text from before texts were kept."""
    return not one or SequenceMatcher(None, one, other).ratio() >= SLIP


def _free(stem: str, taken: Container[str]) -> str:
    numbers = (f"{stem}.{n}" if n > 1 else stem for n in count(1))
    return next(one for one in numbers if one not in taken)
