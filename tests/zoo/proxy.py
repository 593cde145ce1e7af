"""A Dovecot that behaves like somebody else: a proxy that knows a profile's habits.

It stands between mailfollow and the real server and passes on whole commands and whole answers,
literals included. What a profile refuses never reaches the server; what it says otherwise is
rewritten on the way back. Mail, UIDs and pushes stay the real server's.
"""

from __future__ import annotations

import re
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from tests.dovecot import Dovecot
from tests.zoo.keeper import HOST, SECRET, Guest, Names

_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n$")
_FETCH = re.compile(rb"(?i)(UID FETCH )([\d,]+)( .*)", re.DOTALL)


@dataclass(frozen=True)
class Profile:
    """How a provider's server differs from Dovecot. Each habit bears its source where it is set."""

    name: str
    names: Names
    capability: str
    attributes: dict[str, str] = field(default_factory=dict)  # our mailbox name → what LIST adds
    refuses: tuple[tuple[str, str], ...] = ()  # command pattern → tagged answer, without the tag
    rewrites: tuple[tuple[str, str], ...] = ()  # server line pattern → replacement
    aside: str = ""  # an untagged line before the end of each UID FETCH
    lists: tuple[str, ...] = ()  # more LIST lines
    bad_uid: str = ""  # the answer to a UID FETCH of a message in `Keeper.bad`; "" omits it


class Side:
    """One side of the proxy: whole lines with their literals, and a socket to select on."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock, self._held = sock, b""

    def pending(self) -> bool:
        return b"\n" in self._held

    def line(self) -> bytes:
        while b"\n" not in self._held:
            self._more()
        line, _, self._held = self._held.partition(b"\n")
        return line + b"\n"

    def exactly(self, size: int) -> bytes:
        while len(self._held) < size:
            self._more()
        data, self._held = self._held[:size], self._held[size:]
        return data

    def response(self) -> bytes:
        """A line and what its literals bring with them."""
        whole = line = self.line()
        while found := _LITERAL.search(line):
            whole += self.exactly(int(found[1]))
            line = self.line()
            whole += line
        return whole

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def _more(self) -> None:
        data = self.sock.recv(65536)
        if not data:
            raise EOFError
        self._held += data


class Talk:
    """One connection through the proxy."""

    def __init__(self, keeper: Proxied, client: Side, server: Side) -> None:
        self.keeper, self.client, self.server = keeper, client, server

    def serve(self) -> None:
        self.client.say(self._rewritten(self.server.response()))
        while True:
            tag, _, command = self.client.line().partition(b" ")
            self._command(tag, command)

    def _command(self, tag: bytes, command: bytes) -> None:
        self.keeper.lines.append(command.rstrip())
        if answer := self._refused(command):
            self.client.say(tag + b" " + answer.encode() + b"\r\n")
            return
        command = self._without_bad(command)
        self.server.say(tag + b" " + command)
        if command.upper().startswith(b"IDLE"):
            self._idle()
        self._answer(tag, command)

    def _refused(self, command: bytes) -> str | None:
        ill, found = self.keeper.profile.bad_uid, _FETCH.match(command)
        if ill and found and self.keeper.bad & set(map(int, found[2].split(b","))):
            return ill
        text = command.decode("latin-1").rstrip()
        return next((a for p, a in self.keeper.profile.refuses if re.match(p, text, re.I)), None)

    def _without_bad(self, command: bytes) -> bytes:
        found = _FETCH.match(command)
        if not (found and self.keeper.bad):
            return command
        kept = [u for u in found[2].split(b",") if int(u) not in self.keeper.bad]
        return found[1] + (b",".join(kept) or b"4294967295") + found[3]

    def _answer(self, tag: bytes, command: bytes) -> None:
        """Pass on what the server says, to the end of the command."""
        while True:
            said = self.server.response()
            if said.startswith(b"+"):
                self.client.say(said)
                self._continued(command)
                continue
            if said.startswith(tag + b" "):
                self._before_the_end(command)
                self.client.say(self._rewritten(said))
                return
            self.client.say(self._rewritten(said))

    def _continued(self, command: bytes) -> None:
        size = _LITERAL.search(command)
        if size:
            self.server.say(self.client.exactly(int(size[1])))
        self.server.say(self.client.line())

    def _before_the_end(self, command: bytes) -> None:
        profile, name = self.keeper.profile, command.upper()
        if profile.aside and name.startswith(b"UID FETCH"):
            self.client.say(profile.aside.encode() + b"\r\n")
        if name.startswith(b"LIST"):
            for more in profile.lists:
                self.client.say(more.encode() + b"\r\n")

    def _idle(self) -> None:
        """Both speak as they like, until DONE."""
        while True:
            ready = [s for s in (self.client, self.server) if s.pending()]
            if not ready:
                socks, _, _ = select.select([self.client.sock, self.server.sock], [], [])
                ready = [s for s in (self.client, self.server) if s.sock in socks]
            if self.client in ready:
                self.server.say(self.client.line())
                return
            self.client.say(self._rewritten(self.server.response()))

    def _rewritten(self, said: bytes) -> bytes:
        profile, (line, end, rest) = self.keeper.profile, said.partition(b"\r\n")
        text = line.decode("latin-1")
        text = re.sub(r"(?<=CAPABILITY )[^\]\r]+", lambda _: profile.capability, text)
        if text.startswith("* LIST "):
            text = self._marked(text)
        for pattern, other in profile.rewrites:
            text = re.sub(pattern, other, text)
        return text.encode("latin-1") + end + rest if text else rest

    def _marked(self, text: str) -> str:
        for ours, attribute in self.keeper.profile.attributes.items():
            theirs = self.keeper.profile.names.there(ours)
            if text.endswith((f' "{theirs}"', f" {theirs}")):
                return text.replace("(", f"({attribute} ", 1)
        return text


class Proxied:
    """A keeper in front of another one. `lines`: each command that came; `bad`: UIDs that ail."""

    host = HOST

    def __init__(self, profile: Profile, dovecot: Dovecot) -> None:
        self.profile, self.name, self._dovecot = profile, profile.name, dovecot
        self.lines: list[bytes] = []
        self.bad: set[int] = set()
        self._listener = socket.create_server((HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    # What MailUser asks of a server.
    @property
    def tls_port(self) -> int:
        raise NotImplementedError("the proxy is not for TLS")

    def new_user(self, special_use: bool = True) -> Guest:
        names = self.profile.names
        plain = self._dovecot.new_user(
            special_use=False, mailboxes=[names.there(n) for n in ("Sent", "Drafts", "Trash")]
        )
        plain.close()
        past = self._dovecot.port  # what the user does elsewhere is not this proxy's affair
        return Guest(self, plain.user, SECRET, names=names, port=past)  # type: ignore[arg-type]

    def stop(self) -> None:
        self._listener.close()
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        for client in _accepted(self._listener):
            server = socket.create_connection((HOST, self._dovecot.port))
            self._open += [client, server]
            talk = Talk(self, Side(client), Side(server))
            threading.Thread(target=self._serve, args=(talk,), daemon=True).start()

    def _serve(self, talk: Talk) -> None:
        with suppress(OSError, EOFError, ValueError):
            talk.serve()
        for side in (talk.client, talk.server):
            with suppress(OSError):
                side.sock.shutdown(socket.SHUT_RDWR)
            side.sock.close()


def _accepted(listener: socket.socket) -> Iterator[socket.socket]:
    with suppress(OSError):
        while True:
            yield listener.accept()[0]
