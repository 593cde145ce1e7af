"""TLS toward a mail server: whom we trust, and a handshake that can be cut."""

from __future__ import annotations

import functools
import ipaddress
import socket
import ssl

from mailfollow.errors import Offline
from mailfollow.mail.line import Cut


@functools.lru_cache(maxsize=16)
def context(ca_file: str | None) -> ssl.SSLContext:
    """One for all sessions: each costs 0.9 MB. With a `ca_file` nothing else is trusted."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise Offline(f"ca_file “{ca_file}” cannot be used: {error.strerror or error}") from error


def secured(plain: socket.socket, trust: ssl.SSLContext, host: str, cut: Cut) -> ssl.SSLSocket:
    """TLS over a connected socket. The handshake comes second, so that the cut can reach it."""
    sock = trust.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    cut.holds(sock)
    try:
        sock.do_handshake()
    except BaseException:
        sock.close()
        raise
    return sock


def loopback(host: str) -> bool:
    """Whether this is the machine itself, where mail may go without TLS."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
