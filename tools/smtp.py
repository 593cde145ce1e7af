"""The morning mail handed in to a real Postfix over a line that breaks everywhere: at most once.

Over TLS and with a log-in. The line breaks before and after every command, and three times inside
the message, by FIN and by RST; what is in doubt is never tried again, all else is. At the end
Postfix says what it delivered.
"""

from __future__ import annotations

import argparse
import ssl
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mailfollow.core.model import Account, Tls
from mailfollow.errors import LoginRefused, MailError
from mailfollow.mail import smtp
from mailfollow.mail.wire import Deadlines
from tests.post import BREAKS, PASSWORD, Break, Line, account, server_context, tried
from tests.zoo.postfix import Postfix

PATIENT = Deadlines(connect=2, read=10, opening=5, command=1.5)
LATE = 3.0
BODY = b"\r\n".join(b"line %d" % n for n in range(2000))


def mail(subject: str) -> bytes:
    return f"From: <ewa@example.org>\r\nSubject: {subject}\r\n\r\n".encode() + BODY


def broken_lines(postfix: Postfix, rounds: int) -> dict[str, tuple[Break, str]]:
    """Subject → where the line broke, and what the caller made of it."""
    ours = server_context(postfix.ca_file.parent)
    theirs = ssl.create_default_context(cafile=str(postfix.ca_file))
    theirs.check_hostname = False  # the line names no host
    breaks = {
        replace(b, reset=r, late=LATE if b.late else 0) for b in BREAKS for r in (False, True)
    }
    outcomes: dict[str, tuple[Break, str]] = {}
    for n in range(rounds):
        for broken in sorted(breaks, key=str):
            with closing(Line(postfix.tls, broken, ours, theirs)) as line:
                there = account(line.port, Tls.IMPLICIT, str(postfix.ca_file))
                subject = f"{n}.{len(outcomes)}"
                outcomes[subject] = (broken, tried(there, mail(subject), PATIENT))
    return outcomes


def plainly(postfix: Postfix) -> list[str]:
    """Both ways of TLS, with the right password and a wrong one; what is wrong."""
    wrong = []
    for port, tls in ((postfix.tls, Tls.IMPLICIT), (postfix.starttls, Tls.STARTTLS)):
        there = account(port, tls, str(postfix.ca_file))
        smtp.send(there, PASSWORD, mail(tls))
        if not _refused(there, "wrong"):
            wrong.append(f"{tls}: a wrong password was taken")
        if not _refused(account(port, tls), PASSWORD, MailError):
            wrong.append(f"{tls}: an unknown certificate was taken")
    return wrong


def _refused(there: Account, password: str, kind: type[MailError] = LoginRefused) -> bool:
    try:
        smtp.send(there, password, mail("never"))
    except kind:
        return True
    return False


def judged(outcomes: dict[str, tuple[Break, str]], delivered: Counter[str]) -> list[str]:
    """Whatever must not be: twice, sent and not there, or there and called failed."""
    allowed = {"sent": {1}, "in doubt": {0, 1}, "failed": set[int]()}
    return [
        f"{broken}: {outcome}, and delivered {delivered[subject]} times"
        for subject, (broken, outcome) in outcomes.items()
        if delivered[subject] not in allowed[outcome]
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    rounds, began = parser.parse_args().rounds, time.monotonic()
    with closing(Postfix()) as postfix:
        wrong = plainly(postfix)
        outcomes = broken_lines(postfix, rounds)
        delivered = Counter(postfix.delivered())
    wrong += judged(outcomes, delivered)
    wrong += [f"{tls}: not delivered once" for tls in Tls if tls != "none" and delivered[tls] != 1]
    wrong += ["what was refused was delivered"] if delivered["never"] else []
    ends = Counter((outcome, delivered[subject]) for subject, (_, outcome) in outcomes.items())
    for (outcome, times), count in sorted(ends.items()):
        print(f"{outcome:9} delivered {times}×: {count:4}")
    print(f"{len(outcomes)} broken lines in {time.monotonic() - began:.0f} s, wrong: {len(wrong)}")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
