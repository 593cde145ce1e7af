"""The text of an answer → what it says, number by number; pl, de and en alike.

    2 done, 3 fri, 5 drop, 6 called – she sends the offer, 7 yes, 8 now, 9 tried

A number that nothing understandable follows is told, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mailfollow.core import when
from mailfollow.core.model import Verb
from mailfollow.core.text import fold

MOST = 500
"""Nobody has more to say in one answer; a page of numbers is none."""
_VERBS = {
    word: verb
    for verb, listed in {
        Verb.DONE: "done finished kept sent mailed emailed texted written called phoned rang "
        "zrobione zrobiony zrobiona zrobilam zrobilem gotowe zalatwione zalatwilam zalatwilem "
        "wyslane wyslalam wyslalem napisane napisalam napisalem odpisalam odpisalem "
        "dzwonilam dzwonilem zadzwonilam zadzwonilem oddzwonilam oddzwonilem "
        "erledigt fertig gemacht getan gesendet geschickt gemailt geschrieben angerufen "
        "telefoniert zuruckgerufen zurueckgerufen",
        Verb.DROP: "drop dropped cancel delete porzuc porzucone rezygnuje skresl usun nieaktualne "
        "weg streichen gestrichen verwerfen verworfen loschen loeschen hinfallig hinfaellig",
        Verb.YES: "yes y tak t ja j",
        Verb.NO: "no n nie nein",
        Verb.DRAFT: "now draft teraz szkic jetzt entwurf sofort",
        Verb.TRIED: "tried probowalam probowalem nieodebrane versucht probiert",
        Verb.REOPEN: "reopen otworz wieder offen",
    }.items()
    for word in listed.split()
}
_RESUME = frozenset("resume wznow weiter fortsetzen".split())
_LATER = frozenset(
    "snooze later until till postpone move to odloz pozniej przeloz przesun do na bis spater "
    "spaeter verschieben verschiebe auf am".split()
)
_ALREADY = frozenset("is already jest juz ist schon bereits".split())
_CALLED = frozenset(
    "called phoned rang dzwonilam dzwonilem zadzwonilam zadzwonilem oddzwonilam oddzwonilem "
    "angerufen telefoniert zuruckgerufen zurueckgerufen".split()
)
_NOBODY = re.compile(
    r"\W*(but |ale |aber |jednak )?(no answer|nobody|no one|not (there|reached)|busy"
    r"|voicemail|nikt|nie odebr|nie odbier|nie bylo|nie zastal|zajete|poczta"
    r"|niemand|keiner|nicht (da|erreicht|rangegangen)|besetzt|mailbox|anrufbeantworter)"
)
"""A call that nobody took keeps no promise."""
_LONGEST = 6
"""Words of a command: what follows does not matter to it."""
_NOTED = frozenset({Verb.DONE, Verb.TRIED})
_POLITE = frozenset("please pls thanks thx prosze dzieki dziekuje bitte danke".split())
_NOT = frozenset(
    "not nie nicht noch kein keine never nigdy almost prawie fast half pol halb off "
    "soon later if when once wkrotce zaraz pozniej potem jesli jezeli jak gdy kiedy "
    "bald gleich spater spaeter wenn falls sobald".split()
)
_AND = "(?:and|und|oraz|i|u)"
_BETWEEN = re.compile(rf"[\s,;.!&+]*(?:{_AND}\s+)?")
_AFTER = re.compile(rf"[\s,;&+]+{_AND}?[\s,;]*$")
_NUMBERS = rf"#?\d{{1,3}}(?:\s*(?:,|;|\+|&|{_AND})\s*#?\d{{1,3}}){{0,50}}"
_NUMBER = re.compile(r"^(?:nr\.?|no\.|numer|nummer|number|punkt|point) *(?=\d)", re.IGNORECASE)
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
    line = re.sub(r"\s*[–—]\s*", " – ", " ".join(line.split())).lstrip("-–*• ")
    line = _NUMBER.sub("", line)
    if fold(line).strip(".!") in _RESUME:
        yield Answer(line, verb=Verb.RESUME)
    starts = list(_starts(line, today))
    for n, (start, numbers, rest) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(line)
        said = _AFTER.sub("", line[start:end])
        yield _answer(said, numbers, _AFTER.sub("", line[rest:end]), today)


def _starts(line: str, today: date) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Where something is said of a number: (position, numbers, where the words begin).

    At the beginning, or directly after a command. Else only what a comma parts and what is a
    command: numbers stand in notes, too, and in what is not understood.
    """
    position, follows = 0, False
    while match := _START.search(line, position):
        between, rest = line[position : match.start()], match["rest"]
        command = _command(rest.split(None, _LONGEST)[:_LONGEST], today)
        parted = between.rstrip()[-1:] in (",", ";")
        next_to = follows and _BETWEEN.fullmatch(between) is not None
        begins = not line[: match.start()].strip(" ,;")
        if begins or (command and (parted or next_to)) or (parted and next_to):
            yield match.start(), _ints(match["numbers"]), match.start("rest")
            follows = command is not None
            position = match.start("rest") + (_end(rest, command[2]) if command else 0)
        else:
            position, follows = match.end("numbers"), False


def _end(rest: str, taken: int) -> int:
    """Where the words of the command end: what follows may be the next number."""
    command = re.match(rf"(?:\S+\s*){{{taken}}}", rest)
    return len(command[0].rstrip(" ,;")) if command else 0


def _ints(written: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", written)))


def _command(words: list[str], today: date) -> tuple[Verb, str, int] | None:
    """The verb that the words begin with, its day, and how many words that takes."""
    folded = [fold(word).strip(".,;:!–-)") for word in words[:4]]
    later = next((n for n, word in enumerate(folded[:2]) if word not in _LATER), 2)
    for skipped in range(min(later, len(words) - 1), -1, -1):
        for taken in (3, 2, 1):
            phrase = " ".join(words[skipped : skipped + taken]).rstrip(",;:!")
            if len(words) >= skipped + taken and (day := when.ahead(phrase, today)):
                return Verb.SNOOZE, day.isoformat(), skipped + taken
    skipped = 1 if len(words) > 1 and folded[0] in _ALREADY else 0
    verb = _VERBS.get(folded[skipped]) if words else None
    return (verb, "", skipped + 1) if verb else None


def _answer(said: str, numbers: tuple[int, ...], rest: str, today: date) -> Answer:
    words = rest.split()
    command = _command(words, today)
    if command is None:
        return Answer(said, numbers)
    verb, arg, taken = command
    if verb in _NOTED:
        return _noted(Answer(said, numbers, verb), words[:taken], words[taken:], today)
    more = [word for word in words[taken:] if re.search(r"\w|\?", word)]
    polite = all(fold(word).strip(".,!") in _POLITE for word in more)
    return Answer(said, numbers, verb, arg) if polite else Answer(said, numbers)


def _noted(answer: Answer, command: list[str], after: list[str], today: date) -> Answer:
    """With what else is said of it; not understood where that makes a tick doubtful."""
    more = [word for word in after if re.search(r"\w|\?", word)]
    note = " ".join(after).lstrip("–-—:,;.( ").rstrip(") ")
    called = fold(command[-1]).strip(".,;:!–-)") in _CALLED
    if called and _NOBODY.match(fold(note)):
        return replace(answer, verb=Verb.TRIED, arg=note)
    to_come = command[-1][-1:].isalpha() and _is_day(after, today)
    unsaid = fold(more[0]).strip(".,") in _NOT or note.endswith("?") if more else False
    if unsaid or to_come or note.isdigit():
        return Answer(answer.said, answer.numbers)
    return replace(answer, arg=note)


def _is_day(words: list[str], today: date) -> bool:
    """Whether they begin with a day that is to come: "done tomorrow" is not done."""
    return any(when.ahead(" ".join(words[:n]).rstrip(",;:.!"), today) for n in (1, 2, 3))
