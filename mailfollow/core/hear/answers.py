"""The text of an answer → what it says, number by number; pl, de and en alike.

    2 done, 3 fri, 5 drop, 6 called – she sends the offer, 7 yes, 8 now, 9 tried

A number that nothing understandable follows is told, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mailfollow.core import when
from mailfollow.core.model import Verb
from mailfollow.core.text import fold

MOST = 500
"""Nobody has more to say in one answer; a page of numbers is none."""
_VERBS = {
    word: verb
    for verb, listed in {
        Verb.DONE: "done finished kept sent written called phoned rang zrobione zrobiony zrobiona "
        "zrobilam zrobilem gotowe zalatwione wyslane wyslalam wyslalem napisane napisalam "
        "napisalem dzwonilam dzwonilem zadzwonilam zadzwonilem oddzwonilam oddzwonilem "
        "erledigt fertig gemacht getan gesendet geschickt geschrieben angerufen telefoniert "
        "zuruckgerufen zurueckgerufen",
        Verb.DROP: "drop dropped cancel porzuc porzucone rezygnuje skresl weg streichen gestrichen "
        "verwerfen verworfen",
        Verb.YES: "yes y tak t ja j",
        Verb.NO: "no n nie nein",
        Verb.DRAFT: "now draft teraz szkic jetzt entwurf sofort",
        Verb.TRIED: "tried probowalam probowalem nieodebrane versucht probiert",
        Verb.REOPEN: "reopen otworz wieder",
    }.items()
    for word in listed.split()
}
_RESUME = frozenset("resume wznow weiter fortsetzen".split())
_LATER = frozenset("snooze later until till odloz pozniej do na bis spater spaeter am".split())
_NOTED = frozenset({Verb.DONE, Verb.TRIED})
_POLITE = frozenset("please pls thanks thx prosze dzieki dziekuje bitte danke".split())
_NOT = frozenset(
    "not nie nicht noch kein keine never nigdy almost prawie fast half pol halb".split()
)
_NUMBERS = r"#?\d{1,3}(?:\s*(?:,|;|\+|&|and|und|oraz|i|u)\s*#?\d{1,3})*"
_START = re.compile(rf"(?<![\w.])(?P<numbers>{_NUMBERS})(?:\s*[.):=–-]+\s*|\s+)(?P<rest>\S.*)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing said: of which numbers, what. `verb` None: it was not understood.

    `arg` is the day of a snooze, in ISO 8601, or the note of a done. No numbers: about none.
    """

    said: str
    numbers: tuple[int, ...] = ()
    verb: Verb | None = None
    arg: str = ""


def answers(text: str, today: date) -> tuple[Answer, ...]:
    """Everything that `text`, the own part of a mail written on `today`, answers."""
    found = [answer for line in text[: MOST * 40].splitlines() for answer in _line(line, today)]
    return tuple(found[:MOST])


def _line(line: str, today: date) -> Iterator[Answer]:
    line = re.sub(r"\s*[–—]\s*", " – ", " ".join(line.split())).lstrip("-–*•> ")
    if fold(line).strip(".!") in _RESUME:
        yield Answer(line, verb=Verb.RESUME)
    starts = list(_starts(line, today))
    for n, (start, numbers, rest) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(line)
        said = line[start:end].strip(" ,;")
        yield _answer(said, numbers, line[rest:end].strip(" ,;"), today)


def _starts(line: str, today: date) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Where something is said of a number: (position, numbers, where the words begin)."""
    position, follows, noted = 0, False, False
    while match := _START.search(line, position):
        before, rest = line[: match.start()].rstrip(), match["rest"]
        command = _command(rest.split(), today)
        parted = before[-1:] in (",", ";") or (follows and not noted)
        if not before.strip(" ,;") or (command and parted):
            yield match.start(), _ints(match["numbers"]), match.start("rest")
            end = _end(rest, command[2]) if command else 0
            follows, noted = True, _is_note(command, rest[end:])
            position = match.start("rest") + end
        else:
            position = match.end("numbers")


def _end(rest: str, taken: int) -> int:
    """Where the words of the command end: what follows may be the next number."""
    command = re.match(rf"(?:\S+\s*){{{taken}}}", rest)
    return len(command[0].rstrip()) if command else 0


def _is_note(command: tuple[Verb, str, int] | None, after: str) -> bool:
    """Whether a note begins here, in which numbers may stand."""
    begins = after.strip(" ,;!.")[:1]
    return command is not None and command[0] in _NOTED and begins not in ("", "#", *"0123456789")


def _ints(written: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", written)))


def _command(words: list[str], today: date) -> tuple[Verb, str, int] | None:
    """The verb that the words begin with, its day, and how many words that takes."""
    if not words:
        return None
    first = fold(words[0]).strip(".,;:!–-)")
    later = 1 if first in _LATER and len(words) > 1 else 0
    for taken in (3, 2, 1):
        phrase = " ".join(words[later : later + taken]).rstrip(",;:!")
        if len(words) >= later + taken and (day := when.ahead(phrase, today)):
            return Verb.SNOOZE, day.isoformat(), later + taken
    if "?" in words[0]:
        return None
    return (verb, "", 1) if (verb := _VERBS.get(first)) else None


def _answer(said: str, numbers: tuple[int, ...], rest: str, today: date) -> Answer:
    words = rest.split()
    command = _command(words, today)
    if command is None:
        return Answer(said, numbers)
    verb, arg, taken = command
    more = [word for word in words[taken:] if re.search(r"\w|\?", word)]
    if verb in _NOTED:
        note = " ".join(words[taken:]).lstrip("–-—:,;.( ").rstrip(") ")
        doubtful = more and (fold(more[0]).strip(".,") in _NOT or rest.endswith("?"))
        return Answer(said, numbers) if doubtful else Answer(said, numbers, verb, note)
    polite = all(fold(word).strip(".,!") in _POLITE for word in more)
    return Answer(said, numbers, verb, arg) if polite else Answer(said, numbers)
