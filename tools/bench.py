"""`make bench`: figures as ratios, measured side by side in one run against a private Dovecot.

push     from a mail's arrival in Sent to "fulfilled" in the ledger, beside a bare IDLE client
sweep    one `run --once` over a large Sent, beside the bare stream of the same headers
idle     memory and CPU of a daemon with nothing to do
"""

from __future__ import annotations

import argparse
import imaplib
import os
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mailfollow.ledger import Ledger
from tests.dovecot import MailUser, running
from tests.program import Program, days_ago, letter, soon

CONTACT = '[[contacts]]\nname = "Priya Shah{n}"\nid = "p{n}"\nemail = "p{n}@example.com"\n'


def people(open_ones: int, *, cards: int = 0, met: int = 1) -> str:
    """So many follow-ups, and cards of people to whom nothing was promised."""
    contacts = [CONTACT.format(n=n) for n in range(open_ones + cards)]
    contacts[open_ones:] = [card + "follow_up = false\n" for card in contacts[open_ones:]]
    return f"on = {days_ago(met)}\n" + "".join(contacts)


def push(base: Path, user: MailUser, times: int) -> None:
    program = Program(base, work=user)
    program.people(people(times))
    pushed: list[float] = []
    threading.Thread(target=listen, args=(user, pushed, times), daemon=True).start()
    ours, bare = [], []
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        time.sleep(3)
        ledger = Ledger.read(program.state)
        for n in range(times):
            began = time.monotonic()
            user.append("Sent", letter(user.user, f"p{n}@example.com"))
            while len(ledger.recall().evidence) <= n:
                time.sleep(0.002)
            ours.append(time.monotonic() - began)
            soon(lambda n=n: len(pushed) > n)
            bare.append(pushed[n] - began)
            time.sleep(0.2)
    after = [o - b for o, b in zip(ours, bare, strict=True)]
    print(
        f"push   {times} mails: fulfilled / bare IDLE client, ratio of medians "
        f"{statistics.median(ours) / statistics.median(bare):.2f}"
    )
    print(
        f"       after the server's push: median {statistics.median(after):.3f} s, "
        f"worst {max(after):.3f} s"
    )


def listen(user: MailUser, pushed: list[float], times: int) -> None:
    """A client that does nothing but IDLE on Sent."""
    client = imaplib.IMAP4(user.server.host, user.server.port)
    client.login(user.user, user.password)
    client.select("Sent", readonly=True)
    client.send(b"x IDLE\r\n")
    while len(pushed) < times:
        if b"EXISTS" in client.readline():
            pushed.append(time.monotonic())


def sweep(base: Path, user: MailUser, messages: int) -> None:
    program = Program(base, work=user)
    program.people(people(50, cards=150, met=60))
    client = user.client()
    start = datetime.now(UTC) - timedelta(days=1800)
    batch = [
        letter(user.user, f"someone{n % 900}@example.net", **{"Message-ID2": str(n)}).encode()
        for n in range(messages)
    ]
    for n, raw in enumerate(batch):
        client.append("Sent", raw, (), start + timedelta(days=1800) * n / messages)
    began = time.monotonic()
    client.select_folder("Sent", readonly=True)
    client._imap.uid("FETCH", "1:*", "(BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Date Message-ID)])")
    bare = time.monotonic() - began
    took = []
    for _ in range(3):
        began = time.monotonic()
        assert program.run("run", "--once").returncode == 0
        took.append(time.monotonic() - began)
    began = time.monotonic()
    program.run("--version")
    start_up = time.monotonic() - began
    first, later = ((seconds - start_up) / bare for seconds in (took[0], took[2]))
    print(
        f"sweep  {messages} messages in Sent, 200 contacts, 50 open: first sweep / bare stream of "
        f"all headers {first:.2f}; later ones {later:.2f}"
    )


def idle(base: Path, user: MailUser, seconds: float) -> None:
    program = Program(base, work=user)
    program.people(people(50))
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        time.sleep(5)
        before = cpu(daemon.process.pid)
        time.sleep(seconds)
        used = cpu(daemon.process.pid) - before
        print(
            f"idle   {seconds:.0f} s: {100 * used / seconds:.2f} % CPU, "
            f"RSS {rss(daemon.process.pid) / 1024:.0f} MB"
        )


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss(pid: int) -> int:
    line = next(x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in x)
    return int(line.split()[1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pushes", type=int, default=50)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--idle", type=float, default=120)
    args = parser.parse_args()
    with running() as server, tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        push(base / "push", server.new_user(), args.pushes)
        sweep(base / "sweep", server.new_user(), args.messages)
        idle(base / "idle", server.new_user(), args.idle)


if __name__ == "__main__":
    main()
