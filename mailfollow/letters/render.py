"""A commitment → a letter: variables, template, and the folding of its lines.

In a template each sentence has a line of its own; the lines of a paragraph become one line
of the letter. A backslash at the end of a line keeps the break.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError

from mailfollow.core.model import Circumstances, Commitment, Language, Me
from mailfollow.errors import LetterImpossible, TemplateError
from mailfollow.letters import language, phrases
from mailfollow.letters.gaps import gap_of
from mailfollow.letters.phrases import capital, clean
from mailfollow.letters.possible import refuse
from mailfollow.letters.sandbox import Sandbox
from mailfollow.letters.variables import HARD_BREAK, answers, is_joint, variables

LONGEST_SOURCE = 32_768
LONGEST_LETTER = 20_000
PLAIN = Circumstances()
_HERE = Path(__file__).resolve()
PACKAGED = next(  # inside the wheel; else at the top of the working tree
    p for p in (_HERE.parents[1] / "templates", _HERE.parents[2] / "templates") if p.is_dir()
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in the draft. With a gap, `gap` is its line (✎ included) and `to` is None."""

    subject: str
    body: str
    language: Language
    to: str | None
    gap: str | None


class Letters:
    """Writes letters from the packaged templates and, file by file, the user's own."""

    def __init__(self, user_templates: Path | None = None) -> None:
        folders = (user_templates, PACKAGED) if user_templates else (PACKAGED,)
        self._sandbox = Sandbox(_Folders(folders))

    def write(
        self,
        commitment: Commitment,
        *,
        me: Me,
        today: date,
        circumstances: Circumstances = PLAIN,
    ) -> Letter:
        """The letter for one commitment, ready to be composed.

        Raises TemplateError with file and line, LetterImpossible where there is no template
        for the kind or nothing to write about.
        """
        subject, lines = self.lines(commitment, me=me, today=today, circumstances=circumstances)
        reader = commitment.reader
        gap = gap_of(commitment, circumstances, today)
        body = _fold(lines)
        return Letter(
            subject=subject,
            body=f"{gap}\n\n{body}" if gap else body,
            language=reader.language,
            to=None if gap or not reader.addresses else reader.addresses[0],
            gap=gap,
        )

    def lines(
        self,
        commitment: Commitment,
        *,
        me: Me,
        today: date,
        circumstances: Circumstances = PLAIN,
    ) -> tuple[str, tuple[str, ...]]:
        """The subject, and the body before folding: a sentence a line, "" between paragraphs."""
        refuse(commitment, circumstances)
        reader = commitment.reader
        name = f"{reader.language}/{_letter(commitment)}.txt.j2"
        values = variables(commitment, me=me, circumstances=circumstances, today=today)
        subject, lines = _split(name, self._rendered(name, values))
        lines = [phrases.ended(line) for line in lines]
        greetings = (str(values["salutation"]), str(values["good_day"]))
        if circumstances.answering is not None:
            subject = language.reply_subject(circumstances.answering) or subject
            if not answers(commitment):  # that mail may be the user's own
                lines = _thanking(lines, greetings, language.thanks(reader))
        return subject, _begun(lines, greetings, reader.language)

    def _rendered(self, name: str, values: dict[str, object]) -> str:
        self._sandbox.meter.reset()
        try:
            text = self._sandbox.get_template(name).render(values)
        except TemplateNotFound as missing:
            if missing.name == name:
                raise LetterImpossible(f"There is no letter {name}.") from None
            raise TemplateError(
                name, None, f"it includes {missing.name}, which is not there"
            ) from None
        except TemplateError:
            raise
        except Exception as wrong:  # whatever a template does costs its own letter only
            raise _told(name, wrong) from None
        if len(text) > LONGEST_LETTER:
            raise TemplateError(name, None, "the letter becomes far too long")
        return text


class _Folders(BaseLoader):
    """Templates by name from the first folder that has them; new and changed files are seen."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self._find(template)
        if path is None:
            raise TemplateNotFound(template)
        seen = path.stat()
        try:
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise TemplateError(str(path), None, "the file is not UTF-8") from None
        if len(source) > LONGEST_SOURCE:
            raise TemplateError(str(path), None, "the file is far too long for a letter")

        def unchanged() -> bool:
            found = self._find(template)
            return found == path and path.stat().st_mtime_ns == seen.st_mtime_ns

        return source, str(path), unchanged

    def _find(self, template: str) -> Path | None:
        if ".." in template or template.startswith("/"):
            return None
        return next((p for f in self._folders if (p := f / template).is_file()), None)


def _told(name: str, wrong: Exception) -> TemplateError:
    what = str(wrong) or type(wrong).__name__
    if isinstance(wrong, TemplateSyntaxError):
        return TemplateError(wrong.filename or name, wrong.lineno, wrong.message or what)
    if isinstance(wrong, RecursionError):
        what = "it calls itself without end"
    for frame in reversed(traceback.extract_tb(wrong.__traceback__)):
        if frame.filename.endswith(".j2"):
            return TemplateError(frame.filename, frame.lineno, what)
    return TemplateError(name, None, what)


def _letter(commitment: Commitment) -> str:
    if answers(commitment):
        return "answer"
    return f"{commitment.kind}{'_joint' if is_joint(commitment) else ''}"


def _split(name: str, text: str) -> tuple[str, list[str]]:
    lines = [line.strip(" \t\r") for line in text.strip().split("\n")]
    head, colon, subject = lines[0].partition(":")
    if not colon or head != "Subject":
        raise TemplateError(name, 1, "its first line is not “Subject: …”")
    return clean(subject), lines[1:]


def _thanking(lines: list[str], greetings: tuple[str, ...], thanks: str) -> list[str]:
    n = _beginning(lines, greetings)
    return [*lines[:n], thanks, *map(capital, lines[n : n + 1]), *lines[n + 1 :]]


def _begun(lines: list[str], greetings: tuple[str, ...], lang: Language) -> tuple[str, ...]:
    """The letter of the first sentence after the salutation follows its last character."""
    n = _beginning(lines, greetings)
    greeted = next((line for line in reversed(lines[:n]) if line), greetings[0])
    if lang is not Language.EN and language.follows_small(greeted):
        return tuple(lines)
    return (*lines[:n], *map(capital, lines[n : n + 1]), *lines[n + 1 :])


def _beginning(lines: list[str], greetings: tuple[str, ...]) -> int:
    """Where the first sentence after the salutation stands."""
    return next((n for n, line in enumerate(lines) if line and line not in greetings), len(lines))


def _fold(lines: tuple[str, ...]) -> str:
    paragraphs = [""]
    for line in lines:
        if not line:
            paragraphs.append("")
        elif line.endswith("\\"):
            paragraphs[-1] += line[:-1] + HARD_BREAK
        else:
            paragraphs[-1] += line + " "
    texts = (stripped for p in paragraphs if (stripped := p.strip()))
    return "\n\n".join(texts).replace(HARD_BREAK, "\n")
