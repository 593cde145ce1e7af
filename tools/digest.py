"""Sample morning mails in three languages, to be looked at: `make digest`.

Each is written as .eml, to be opened with a mail client, and as .html, into build/digest.
"""

from __future__ import annotations

import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mailfollow.core.model import Language, Morning  # noqa: E402
from mailfollow.say import digest  # noqa: E402
from tests.say.mornings import AT, ewa, long, usual, whole  # noqa: E402

OUT = ROOT / "build" / "digest"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for language in Language:
        for name, morning in (("usual", usual(language)), ("whole", whole(language))):
            _write(f"{language}-{name}", morning, language)
    for n in (5, 20, 200):
        _write(f"{Language.PL}-{n}", long(Language.PL, n), Language.PL)
    print(f"Open {OUT}/*.html with a browser, *.eml with a mail client.")


def _write(name: str, morning: Morning, language: Language) -> None:
    raw = digest.write(
        morning,
        ewa(language),
        address="ewa@example.org",
        message_id="5f1c0a52-7f0e-4b11-a3c4-1d6e2f9b8a70@example.org",
        date=AT,
    )
    message = message_from_bytes(raw, policy=default)
    rich = message.get_body(("html",))
    assert rich is not None
    shown = str(rich.get_content())
    (OUT / f"{name}.eml").write_bytes(raw)
    (OUT / f"{name}.html").write_text(shown, encoding="utf-8")
    print(f"{name}: HTML {len(shown.encode()) / 1000:.1f} kB, the mail {len(raw) / 1000:.1f} kB")


if __name__ == "__main__":
    main()
