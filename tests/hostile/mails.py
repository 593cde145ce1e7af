"""Mails that nobody should send, each made from its number alone: the same number, the same mail.

A third are bombs: one thing, far too much of it. The others are honest mails (own words, quotes,
HTML, files, cards, forwards, bounces, absences) that were bitten: bytes flipped, lines doubled,
parts torn out, one piece said ten thousand times over.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

Bomb = Callable[[random.Random], bytes]
BIG = 5 * 1024 * 1024
NOTICES = Path(__file__).parents[1] / "mail" / "notices"

HEAD = (
    b"From: =?utf-8?q?Ewa_Zieli=C5=84ska?= <ewa@example.org>\n"
    b"To: Anna Kowalska <anna@example.pl>\n"
    b"Subject: =?utf-8?b?xbx5Y3plbmlh?= z Brna\n"
    b"Date: Tue, 17 Nov 2026 10:00:00 +0100\n"
    b"Message-ID: <m%d@example.org>\n"
    b"References: <a@example.pl> (a comment) <b@example.pl>\n"
    b"MIME-Version: 1.0\n"
)
INCOMING = (
    b"From: Anna Kowalska <anna@example.pl>\nTo: ewa@example.org\nSubject: Automatic reply: x\n"
    b"Auto-Submitted: auto-replied\nMessage-ID: <m%d@example.pl>\nIn-Reply-To: <own@example.org>\n"
)
HEADERS = (
    b"From To Cc Bcc Sender Subject Date Message-ID References In-Reply-To Content-Type "
    b"List-Id Precedence Auto-Submitted Return-Path X-Failed-Recipients MIME-Version "
    b"Content-Transfer-Encoding Content-Disposition Content-ID"
).split()
CHARSETS = (
    b"utf-8 utf-16 utf-32 utf-7 hz iso-2022-jp iso-2022-kr big5hkscs idna punycode zip base64 "
    b"rot13 unicode_escape undefined nonsense cp1252 mbcs x-user-defined raw_unicode_escape"
).split()
WORDS = (
    "Cześć, Aniu, Hallo Max, dzięki za rozmowę przesyłam w załączniku anbei morgen until back on "
    "14.05.2026 od from Von: An: Betreff: wrote: schrieb napisał > >> -- https://example.org/a "
    "max@example.com +49 541 000000 ✎ 🙂 ﷽ Z͑ͫ̓ͪ̂ͫ"
).split()


def mail(number: int) -> bytes:
    """The hostile mail of this number, with the line ends that a server gives."""
    rng = random.Random(number)
    raw = rng.choice(BOMBS)(rng) if number % 3 == 0 else _bitten(rng, rng.choice(_honest()))
    raw = raw.replace(b"%d", b"%d" % number, 1)
    return raw if rng.random() < 0.1 else raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


# --- honest mails ---------------------------------------------------------------------------


@cache
def _honest() -> tuple[bytes, ...]:
    plain = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + _LETTER
    html = HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + _HTML
    mixed = HEAD + _parts(
        b"mixed",
        _parts(b"alternative", b"Content-Type: text/plain\n\n" + _LETTER,
               b"Content-Type: text/html\n\n" + _HTML),
        b"Content-Type: text/vcard; name=max.vcf\n\n" + _CARD,
        b'Content-Type: application/pdf; name*0*=utf-8\'\'sl; name*1="ides.pdf"\n'
        b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n"
        + base64.encodebytes(bytes(range(256))),
        b"Content-Type: message/rfc822\n\n" + HEAD + b"\nforwarded\n",
        b"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n",
    )  # fmt: skip
    away = INCOMING + b"Content-Type: text/plain; charset=utf-8\n\n" + _AWAY
    flowed = plain.replace(b"charset=utf-8", b"format=flowed").replace(b", ", b", \n")
    notices = tuple(path.read_bytes() for path in sorted(NOTICES.glob("*.eml")))
    return (plain, html, mixed, away, flowed, *notices)


_LETTER = """Cześć, Aniu,

dzięki za rozmowę w Brnie; Max Müller (max@example.com, +49 541 000000) i https://example.org/x.
I'll send you the intro next week. Slajdy przesyłam w załączniku.

-- \nEwa Zielińska

On Mon, 16 Nov 2026 at 10:00, Anna Kowalska <anna@example.pl> wrote:
> Hallo
>> noch mehr
> Am 16.11.2026 um 10:00 schrieb Max:

-----Original Message-----
From: Max Müller <max@example.com>
Sent: Monday, 16 November 2026
To: Ewa
Subject: x

---------- Forwarded message ----------
Von: Max [mailto:max@example.com]
Gesendet: Montag
An: Ewa
""".encode()
_HTML = """<html><head><style>p {}</style></head><body><p>Cześć, <b>Aniu</b>,</p><ul><li>raz<li>dwa
</ul><table><tr><td>1<td>2</table><a href="mailto:max@example.com">Max</a>&nbsp;&amp;&#380;
<div class="gmail_signature">Ewa</div><blockquote>On Monday Anna wrote:<br>x<blockquote>y
</blockquote></blockquote><img src="cid:logo@x"></body></html>""".encode()
_CARD = """BEGIN:VCARD\nVERSION:3.0\nFN:Max Müller\nitem1.EMAIL;TYPE="a,b":max@example.com
TEL;TYPE=work:+49 541 000000\nNOTE;ENCODING=QUOTED-PRINTABLE:=C4=85=\n=C4=85\nPHOTO;ENCODING=b:
 AAAA\n AAAA\nEND:VCARD\n""".encode()
_AWAY = """Vielen Dank. Ich bin vom 14.05. bis einschließlich 28. Mai 2026 nicht im Büro, back on
June 1st; do 14-05-26 włącznie (until Monday, 30/11/2026). Wracam 1 grudnia.
""".encode()


def _parts(kind: bytes, *parts: bytes) -> bytes:
    mark = b"b" + kind
    lines = b"".join(b"--%b\n%b\n" % (mark, part) for part in parts)
    return b'Content-Type: multipart/%b; boundary="%b"\n\n%b--%b--\n' % (kind, mark, lines, mark)


# --- bites ----------------------------------------------------------------------------------


def _bitten(rng: random.Random, raw: bytes) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 3, 8, 20))):
        raw = rng.choice(BITES)(rng, raw)
    return raw


def _flip(rng: random.Random, raw: bytes) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.randbytes(rng.randint(1, 4)) + raw[at + rng.randint(0, 4) :]


def _insert(rng: random.Random, raw: bytes) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.choice(PIECES) + raw[at:]


def _tear(rng: random.Random, raw: bytes) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + raw[at + rng.randint(1, 400) :]


def _lines(rng: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one] = b""
        case _:
            lines.insert(0, rng.choice(HEADERS) + b": " + rng.choice(lines))
    return b"\n".join(lines)


def _again(rng: random.Random, raw: bytes) -> bytes:
    """A piece of the mail, or a telling one, said over and over where it stands."""
    at, most = rng.randrange(len(raw) + 1), rng.choice((50, 2000, 20_000))
    piece = rng.choice((raw[at : at + rng.randint(1, 60)], rng.choice(PIECES)))
    return raw[:at] + piece * rng.randint(2, most) + raw[at:]


def _rename(rng: random.Random, raw: bytes) -> bytes:
    return raw.replace(rng.choice((b"utf-8", b"text/plain", b"Anna", b"multipart")),
                       rng.choice((*CHARSETS, *HEADERS)), rng.randint(1, 3))  # fmt: skip


BITES = (_flip, _insert, _insert, _tear, _lines, _lines, _again, _rename)
PIECES = (
    b"\x00", b"\x1b[2J", b"\x85", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u2028".encode(), b"\r",
    b"\n", b"\n\n", b"\n \n", b"\n\t", b"\n>", b"> " * 40, b"\n-- \n", b"=?utf-8?q?=41?=", b"=?",
    b"?=", b"=?utf-8?b?////?=", b"=?nonsense?q?x?= ", b"=?hz?b?fn4=?=", b"<", b">", b"<a@b.c>",
    b"(", b"(", b")", b'"', b"\\", b",", b";", b":", b"group: a@b.c, d@e.f;", b"@", b"a@",
    b"\n--bmixed\n", b"\n--bmixed--\n", b"--", b"<div>", b"<table><tr><td>", b"<blockquote>",
    b"<ul><li>", b"<!--", b"<style>", b"<a href='", b"&#1;", b"&#x110000;", b"&", b"[a](b)",
    b"\n* ", b"\n1. ", b"***_", b"BEGIN:VCARD\n", b"\nEMAIL;", b";a=b", b';a="', b"\nPHOTO:",
    b"=\n", b"\nAAAA", b"\n ", b"\n\n\n", b"\nFrom: x\nSent: x\nTo: x\n", b"\nOn Mon 1 wrote:\n",
    b"On 1 ", b" wrote", b"_ ", b"-", b"-----BEGIN PGP SIGNED MESSAGE-----\n",
    b"-----BEGIN PGP SIGNATURE-----\n", b"\nHash: x", b"14.05. - ", b"until ", b"(mon) ",
    b" 1. ", b"back ", b"1-", b"Mai 1 ", b"www.", b"http://", b"1", b"+1 2", b"(0)", b"2026",
    b" " * 50, b"\t", b"\xc2\xa0", b"a" * 50, b"A.", "ą".encode(),
    b"Hi. This is the qmail\n<a@b.c>:\n", b"\n---\n", b"\nAction: failed\n\n", b"rfc822;a@b.c\n",
    b"sent from my ", b"stelle ich dich ", b"eingeladen ", b"has accepted ", b"from my iphone ",
    b"mailto:", b"cid:", b"METHOD:", b"Content-Type: multipart/mixed; boundary=bmixed\n\n",
)  # fmt: skip


# --- bombs ----------------------------------------------------------------------------------


def _much(rng: random.Random) -> int:
    return int(10 ** rng.uniform(3, 5))


def _header(rng: random.Random) -> bytes:
    """One header line with one thing in it, very often; every header in turn."""
    field = rng.choice(HEADERS)
    return HEAD + field + b": " + rng.choice(PIECES) * _much(rng) + b"\n\nx\n"


def _many_headers(rng: random.Random) -> bytes:
    lines = [rng.choice(HEADERS) + b": " + rng.choice(PIECES) for _ in range(_much(rng) // 4)]
    return b"\n".join(lines) + b"\n" + HEAD + b"\nx\n"


def _two_of_each(rng: random.Random) -> bytes:
    return HEAD + HEAD.replace(b"Anna", b"Ewa").replace(b"anna@", b"mallory@") + b"\n" + _LETTER


def _words(rng: random.Random) -> bytes:
    charset = rng.choice(CHARSETS)
    word = rng.choice((b"=?%b?q?a=5F?=", b"=?%b?b?YWJj?=", b"=?%b?b?YWJ?=")) % charset
    field = rng.choice((b"Subject", b"From", b"To"))
    return (
        field + b": " + (word + rng.choice((b"", b" "))) * (_much(rng) // 4) + b"\n" + HEAD + b"\n"
    )


def _to(rng: random.Random) -> bytes:
    each = rng.choice((b"a%d@example.net", b"A <a%d@example.net>", b'"a,b" <a%d@x.y>', b"=?q?a%d"))
    many = b",\n ".join(each % n for n in range(_much(rng) // 3))
    return b"To: " + many + b"\n" + HEAD + b"\n" + _LETTER


def _nested(rng: random.Random) -> bytes:
    kind = rng.choice((b"mixed", b"alternative", b"related", b"report", b"digest"))
    opening = b'Content-Type: multipart/%b; boundary="b%%d"\n\n--b%%d\n' % kind
    depth = rng.randint(10, 3000)
    return HEAD + b"".join(opening % (n, n) for n in range(depth)) + b"\nx\n"


def _russian_doll(rng: random.Random) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * rng.randint(10, 3000) + b"x"


def _many_parts(rng: random.Random) -> bytes:
    part = rng.choice(
        (b"Content-Type: text/html\n\n<p>a", b"\n", b"Content-Type: text/vcard\n\nTEL:1")
    )
    return HEAD + _parts(b"mixed", *[part] * (_much(rng) // 4))


def _line(rng: random.Random) -> bytes:
    """One line of 5 MB."""
    piece = rng.choice(PIECES).replace(b"\n", b" ") or b" "
    return HEAD + b"\n" + piece * (BIG // len(piece))


def _text(rng: random.Random) -> bytes:
    """A text that says a few things over and over; also the shape of catastrophic regexes."""
    pieces = [rng.choice(PIECES) for _ in range(rng.randint(1, 3))]
    return HEAD + b"\nCze\xc5\x9b\xc4\x87, Aniu\n\n" + b"".join(pieces) * _much(rng)


def _prose(rng: random.Random) -> bytes:
    return HEAD + b"\n" + " ".join(rng.choices(WORDS, k=_much(rng))).encode()


def _html(rng: random.Random) -> bytes:
    opening = rng.choice(
        b"<div> <b> <table><tr><td> <ul><li> <ol> <blockquote> <pre> <a/href=x> <h1> <p/>< "
        b"<style> <!-- <script> <p/title=' &amp; &#9999999; &lt <dl><dd> <font><i> <img/alt=x> "
        b"<br> <q> <td> </div> </blockquote> <head> <base/href=http://[> <a/href=http://[x]>".split()
    )  # fmt: skip
    return HEAD + b"Content-Type: text/html\n\n" + opening.replace(b"/", b" ", 1) * _much(rng)


def _card(rng: random.Random) -> bytes:
    pieces = [rng.choice(PIECES) for _ in range(2)]
    cards = b"BEGIN:VCARD\nEMAIL" + pieces[0] * _much(rng) + b":a@b.c\nTEL" + pieces[1] * _much(rng)
    return HEAD + _parts(b"mixed", b"Content-Type: text/vcard\n\n" + cards)


def _report(rng: random.Random) -> bytes:
    blocks = b"Final-Recipient: rfc822;a@example.pl\nAction: failed\n\n" * (_much(rng) // 2)
    head = INCOMING.replace(b"Anna Kowalska <anna", b"Mail <mailer-daemon")
    return head + _parts(
        b"report", b"\nfailed", b"Content-Type: message/delivery-status\n\n" + blocks
    )


def _away(rng: random.Random) -> bytes:
    return INCOMING + b"\n" + rng.choice(PIECES) * _much(rng) + b"".join(
        rng.choice(PIECES) for _ in range(2000)
    )  # fmt: skip


def _encoded(rng: random.Random) -> bytes:
    """A body whose transfer encoding or charset lies."""
    how = rng.choice((b"base64", b"quoted-printable", b"x-uuencode", b"8bit", b"nonsense"))
    head = b"Content-Type: text/plain; charset=%b\nContent-Transfer-Encoding: %b\n\n"
    piece = rng.choice((b"=\n", b"=", b"+AGE-", b"begin 1 x\n", b"~{"))
    noise = base64.encodebytes(rng.randbytes(50_000))
    body = rng.choice((rng.randbytes(2000), noise, piece * _much(rng)))
    return HEAD + head % (rng.choice(CHARSETS), how) + body


def _noise(rng: random.Random) -> bytes:
    return rng.randbytes(_much(rng))


def _nothing(rng: random.Random) -> bytes:
    return rng.choice((b"", b"\n", b"\n\n", b":", b"From", b"\0" * 1000, b"From " + HEAD))


BOMBS: tuple[Bomb, ...] = (
    *(_header, _header, _header, _many_headers, _two_of_each, _words, _words, _to, _nested),
    *(_russian_doll, _many_parts, _line, _text, _text, _text, _text, _prose, _html, _html, _html),
    *(_card, _card, _report, _away, _away, _encoded, _encoded, _noise, _nothing),
)
