"""Whose mail is handed on, as the clients write it in Polish, German and English."""

from __future__ import annotations

import pytest

from mailfollow.core.model import Body
from mailfollow.mail import body as bodies
from mailfollow.mail.forward import senders

MAX = ("max@example.com",)
OWN = "Cześć, Asiu,\n\ndas ist Max.\n\n"


def body(text: str) -> Body:
    return bodies.read(text.replace("\n", "\r\n").encode())


def plain(text: str, subject: str = "Fwd: Hallo") -> Body:
    return body(f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{OWN}{text}\n")


def html(text: str, subject: str = "Fwd: Hallo") -> Body:
    return body(f"Subject: {subject}\nContent-Type: text/html; charset=utf-8\n\n<p>Hi</p>{text}\n")


# Client and language → what it writes above the forwarded words.
INLINE = {
    "Thunderbird en": "-------- Forwarded Message --------\nSubject: \tHallo\n"
    "Date: \tWed, 18 Nov 2026 09:12:00 +0100\nFrom: \tMax Müller <max@example.com>\n"
    "To: \tEwa <ewa@example.org>",
    "Thunderbird de": "-------- Weitergeleitete Nachricht --------\nBetreff: \tHallo\n"
    "Datum: \tWed, 18 Nov 2026 09:12:00 +0100\nVon: \tMax Müller <max@example.com>\n"
    "An: \tEwa <ewa@example.org>",
    "Thunderbird pl": "-------- Przekazana wiadomość --------\nTemat: \tHallo\n"
    "Data: \tWed, 18 Nov 2026 09:12:00 +0100\nNadawca: \tMax Müller <max@example.com>\n"
    "Adresat: \tEwa <ewa@example.org>",
    "Gmail en": "---------- Forwarded message ---------\nFrom: Max Müller <max@example.com>\n"
    "Date: Wed, Nov 18, 2026 at 9:12 AM\nSubject: Hallo\nTo: Ewa <ewa@example.org>",
    "Gmail de": "---------- Forwarded message ---------\nVon: Max Müller <max@example.com>\n"
    "Date: Mi., 18. Nov. 2026 um 09:12 Uhr\nSubject: Hallo\nTo: Ewa <ewa@example.org>",
    "Gmail pl": "---------- Forwarded message ---------\nOd: Max Müller <max@example.com>\n"
    "Date: śr., 18 lis 2026 o 09:12\nSubject: Hallo\nTo: Ewa <ewa@example.org>",
    "Gmail, bold": "---------- Forwarded message ---------\nFrom: *Max Müller* <max@example.com>\n"
    "Date: Wed, Nov 18, 2026 at 9:12 AM\nSubject: Hallo\nTo: <ewa@example.org>",
    "Outlook classic en": "From: Max Müller [mailto:max@example.com] \n"
    "Sent: Wednesday, November 18, 2026 9:12 AM\nTo: Ewa\nSubject: Hallo",
    "Outlook classic de": "Von: Max Müller <max@example.com> \n"
    "Gesendet: Mittwoch, 18. November 2026 09:12\nAn: ewa@example.org\nBetreff: Hallo",
    "Outlook classic pl": "From: Max Müller <max@example.com> \n"
    "Sent: Wednesday, November 18, 2026 9:12 AM\nTo: ewa@example.org\nSubject: Hallo",
    "Outlook new de": "________________________________\nVon: Max Müller <max@example.com>\n"
    "Gesendet: Mittwoch, 18. November 2026 09:12\nAn: Ewa <ewa@example.org>\nBetreff: Hallo",
    "Outlook new pl": "________________________________\nOd: Max Müller <max@example.com>\n"
    "Wysłane: środa, 18 listopada 2026 09:12\nDo: Ewa <ewa@example.org>\nTemat: Hallo",
    "Outlook web en": "________________________________\nFrom: max@example.com <max@example.com>\n"
    "Sent: Wednesday, November 18, 2026 9:12 AM\nTo: Ewa <ewa@example.org>\nSubject: Hallo",
    "Outlook, no name": "Od: max@example.com\nWysłano: środa, 18 listopada 2026 09:12\n"
    "Do: ewa@example.org\nTemat: Hallo",
    "Apple en": "Begin forwarded message:\n\n> From: Max Müller <max@example.com>\n"
    "> Subject: Hallo\n> Date: 18 November 2026 at 09:12:00 CET\n> To: Ewa <ewa@example.org>",
    "Apple de": "Anfang der weitergeleiteten Nachricht:\n\nVon: Max Müller <max@example.com>\n"
    "Betreff: Hallo\nDatum: 18. November 2026 um 09:12:00 MEZ\nAn: Ewa <ewa@example.org>",
    "Apple pl": "Początek przekazywanej wiadomości:\n\nOd: Max Müller <max@example.com>\n"
    "Temat: Hallo\nData: 18 listopada 2026 09:12:00 CET\nDo: Ewa <ewa@example.org>",
    "iPhone de": "Anfang der weitergeleiteten E-Mail:\n\nVon: Max Müller <max@example.com>\n"
    "Datum: 18. November 2026 um 09:12:00 MEZ\nAn: Ewa\nBetreff: Hallo",
    "a long name": "---------- Forwarded message ---------\nFrom: Dr. Maximilian K. Müller\n"
    "<max@example.com>\nDate: x 1\nSubject: Hallo\nTo: Ewa",
}  # fmt: skip


@pytest.mark.parametrize("client", INLINE)
def test_forwarded_inline(client: str) -> None:
    found = plain(f"{INLINE[client]}\n\nHallo Ewa,\nmeine Nummer ist …\n")
    assert (found.forwarded, found.forwarded_from) == (True, MAX)
    assert found.own == OWN.strip()


HTML = {
    "Gmail": '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded '
    'message ---------<br>Von: <strong class="gmail_sendername" dir="auto">Max Müller</strong> '
    '<span dir="auto">&lt;<a href="mailto:max@example.com">max@example.com</a>&gt;</span><br>'
    "Date: Mi., 18. Nov. 2026 um 09:12 Uhr<br>Subject: Hallo<br>To: Ewa &lt;"
    '<a href="mailto:ewa@example.org">ewa@example.org</a>&gt;<br></div><br>Hallo</div>',
    "Thunderbird": '<div class="moz-forward-container"><br><br>-------- Weitergeleitete Nachricht '
    '--------<table class="moz-email-headers-table"><tbody><tr><th align="RIGHT">Betreff: </th>'
    '<td>Hallo</td></tr><tr><th align="RIGHT">Datum: </th><td>Wed, 18 Nov 2026</td></tr><tr>'
    '<th align="RIGHT">Von: </th><td>Max Müller <a class="moz-txt-link-rfc2396E" '
    'href="mailto:max@example.com">&lt;max@example.com&gt;</a></td></tr><tr><th>An: </th>'
    "<td>Ewa</td></tr></tbody></table><br>Hallo</div>",
    "Outlook": "<div style='border-top:solid'><p class=MsoNormal><b>Od:</b> Max Müller "
    "&lt;max@example.com&gt; <br><b>Wysłano:</b> środa, 18 listopada 2026 09:12<br><b>Do:</b> "
    "Ewa<br><b>Temat:</b> Hallo<o:p></o:p></p></div><p class=MsoNormal>Hallo</p>",
    "Outlook web": '<hr><div id="divRplyFwdMsg"><font><b>Von:</b> Max Müller '
    '&lt;<a href="mailto:max@example.com">max@example.com</a>&gt;<br><b>Gesendet:</b> Mittwoch, '
    "18. November 2026 09:12<br><b>An:</b> Ewa<br><b>Betreff:</b> Hallo</font></div><div>Hi</div>",
    "Apple": '<br><div><blockquote type="cite"><div>Początek przekazywanej wiadomości:</div><br>'
    '<div><span><b>Od: </b></span><span>Max Müller &lt;<a href="mailto:max@example.com">'
    "max@example.com</a>&gt;<br></span></div><div><span><b>Temat: </b></span><span><b>Hallo</b>"
    "<br></span></div><div><span><b>Data: </b></span><span>18 listopada 2026<br></span></div>"
    "<div><b>Do: </b><span>Ewa<br></span></div><br><div>Hallo</div></blockquote></div>",
}


@pytest.mark.parametrize("client", HTML)
def test_forwarded_inline_in_html(client: str) -> None:
    found = html(HTML[client])
    assert (found.forwarded, found.forwarded_from) == (True, MAX)


def test_each_mail_of_a_forwarded_thread_counts_once() -> None:
    block = INLINE["Outlook new de"]
    other = block.replace("max@example.com", "jana@example.net")
    found = plain(f"{block}\n\nHallo\n\n{other}\n\nHi\n\n{block.replace('max@', 'MAX@')}\n")
    assert found.forwarded_from == ("max@example.com", "jana@example.net")


@pytest.mark.parametrize(
    "text",
    [
        "Od: Max",
        "Od: max@example.com\nDo jutra",
        "Am 18.11.2026 schrieb Max <max@example.com>:\n> Hallo",
        "---------- Forwarded message ---------\n\nsee below: max@example.com",
        "---------- Forwarded message ---------\n\nFrom: max@example.com\nwas this written.",
    ],
)
def test_an_address_alone_is_no_senders(text: str) -> None:
    assert plain(text).forwarded_from == ()


def test_a_reply_hands_nothing_on() -> None:
    found = plain(INLINE["Outlook new de"], subject="AW: Hallo")
    assert (found.forwarded, found.forwarded_from) == (False, ())


def test_a_name_that_looks_like_an_address_is_a_name() -> None:
    block = INLINE["Gmail en"].replace("Max Müller", '"jana@example.net"')
    assert plain(block).forwarded_from == MAX


def test_a_block_without_an_address_names_nobody() -> None:
    found = plain("Od: Müller, Max\nWysłano: środa, 18 listopada 2026\nDo: Ewa\nTemat: Hallo")
    assert (found.forwarded, found.forwarded_from) == (True, ())


# --- attached -----------------------------------------------------------------------------------


def attached(*parts: str, boundary: str = "b") -> str:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


TEXT = "Content-Type: text/plain; charset=utf-8\n\nSiehe Anhang"
LETTER = 'From: "Müller, Max" <max@example.com>\nTo: ewa@example.org\nSubject: Hallo\n'
PDF = "Content-Type: application/pdf; name=a.pdf\n\nx"
EML = 'Content-Type: application/octet-stream; name="Hallo.eml"\n\n'
BASE64 = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"


@pytest.mark.parametrize(
    "part",
    [
        f"Content-Type: message/rfc822\n\n{LETTER}\nHallo",
        f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{LETTER}\nHallo",
        f"{EML}{LETTER}\nHallo",
        BASE64 + "RnJvbTogTWF4IDxtYXhAZXhhbXBsZS5jb20+ClN1YmplY3Q6IEhhbGxvCgpIYWxsbwo=",
    ],
)
def test_forwarded_as_attachment(part: str) -> None:
    found = body(attached(TEXT, part))
    assert (found.forwarded, found.forwarded_from, found.own) == (True, MAX, "Siehe Anhang")
    assert [a.content_type for a in found.attachments] == ["message/rfc822"]


def test_what_the_forwarded_mail_holds_is_not_attached_to_this_one() -> None:
    card = "Content-Type: text/vcard\n\nBEGIN:VCARD\nTEL:+48 600\nEND:VCARD"
    sealed = "Content-Type: multipart/encrypted; boundary=z\n\n--z--\n"
    inner = f"Content-Type: message/rfc822\n\n{LETTER}{attached(TEXT, PDF, card, sealed)}"
    found = body(attached(TEXT, inner.replace("--b", "--i").replace('="b"', '="i"')))
    assert [a.content_type for a in found.attachments] == ["message/rfc822"]
    assert (found.cards, found.encrypted) == ((), False)


def test_nested_one_level() -> None:
    def wrap(sender: str, boundary: str, inner: str) -> str:
        head = f"Content-Type: message/rfc822\n\nFrom: {sender}\nSubject: x\n"
        return head + attached(TEXT, inner, boundary=boundary)

    deepest = wrap("deep@example.com", "d", TEXT)
    outer = wrap("jana@example.net", "o", wrap("max@example.com", "i", deepest))
    assert body(attached(TEXT, outer)).forwarded_from == ("jana@example.net", "max@example.com")


def test_many_senders_are_capped() -> None:
    block = INLINE["Gmail en"]
    text = "\n\n".join(block.replace("max@", f"m{n}@") for n in range(100))
    assert len(senders(text, [])) == 20
