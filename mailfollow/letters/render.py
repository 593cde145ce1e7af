"""A commitment → a letter: variables, template, and the folding of its lines.

In a template each sentence has a line of its own; the lines of a paragraph become one line
of the letter. A backslash at the end of a line keeps the break.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError

from mailfollow.core.model import Commitment, Language, Me
from mailfollow.errors import LetterImpossible, TemplateError
from mailfollow.letters import language
from mailfollow.letters.gaps import gap_of
from mailfollow.letters.phrases import capital, clean
from mailfollow.letters.sandbox import Sandbox
from mailfollow.letters.variables import HARD_BREAK, variables

LONGEST_SOURCE = 32_768
LONGEST_LETTER = 20_000
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

    def write(self, commitment: Commitment, *, me: Me, late: bool, today: date) -> Letter:
        """The letter for one commitment, ready to be composed.

        Raises TemplateError with file and line, LetterImpossible where there is no template
        for the kind or nothing to write about.
        """
        subject, lines = self.lines(commitment, me=me, late=late, today=today)
        contact = commitment.contact
        gap = gap_of(commitment)
        body = _fold(lines)
        return Letter(
            subject=subject,
            body=f"{gap}\n\n{body}" if gap else body,
            language=contact.language,
            to=None if gap or not contact.addresses else contact.addresses[0],
            gap=gap,
        )

    def lines(
        self, commitment: Commitment, *, me: Me, late: bool, today: date
    ) -> tuple[str, tuple[str, ...]]:
        """The subject, and the body before folding: a sentence a line, "" between paragraphs."""
        contact = commitment.contact
        name = f"{contact.language}/{commitment.kind}.txt.j2"
        values = variables(commitment, me=me, late=late, today=today)
        subject, lines = _split(name, self._rendered(name, values))
        ended = [_ended(line) for line in lines]
        return subject, _begun(ended, language.salutation(contact), contact.language)

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

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, object]:  # type: ignore[override]
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


def _split(name: str, text: str) -> tuple[str, list[str]]:
    lines = [line.strip(" \t\r") for line in text.strip().split("\n")]
    head, colon, subject = lines[0].partition(":")
    if not colon or head != "Subject":
        raise TemplateError(name, 1, "its first line is not “Subject: …”")
    return clean(subject), lines[1:]


def _begun(lines: list[str], salutation: str, lang: Language) -> tuple[str, ...]:
    """The letter of the first sentence after the salutation follows its last character."""
    if lang is not Language.EN and language.follows_small(salutation):
        return tuple(lines)
    for n, line in enumerate(lines):
        if line and line != salutation:
            return (*lines[:n], capital(line), *lines[n + 1 :])
    return tuple(lines)


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


def _ended(sentence: str) -> str:
    """The sentence without a second mark where the user's phrase brought its own."""
    return re.sub(r"([?!…])[.?]$", r"\1", sentence)
