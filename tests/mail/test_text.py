"""Own text, signature and quotes, as clients in Polish, German and English write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.mail.text import from_html, split

OWN = "Cześć, Max,\n\ndziękuję za rozmowę.\n\nEwa"
QUOTE = "> Hallo Ewa,\n>\n> bis bald"

INTROS = [
    "On Wed, 18 Nov 2026 at 09:12, Max Müller <max@example.com> wrote:",
    "On 18/11/2026 09:12, Max Müller wrote:",
    "On Wed, Nov 18, 2026 at 9:12 AM Max Müller <\nmax@example.com> wrote:",
    "On Nov 18, 2026, at 9:12 AM, Max Müller <max@example.com>\nwrote:",
    "Am 18.11.2026 um 09:12 schrieb Max Müller:",
    "Am Mi., 18. Nov. 2026 um 09:12 Uhr schrieb Max Müller <max@example.com>:",
    "Am Mi., 18. Nov. 2026 um 09:12 Uhr schrieb Max Müller\n<max@example.com>:",
    "Max Müller <max@example.com> schrieb am Mi., 18. Nov. 2026, 09:12:",
    "W dniu 18.11.2026 o 09:12, Max Müller pisze:",
    "W dniu śr., 18 lis 2026 o 09:12 Max Müller <max@example.com> napisał(a):",
    "śr., 18 lis 2026 o 09:12 Max Müller <max@example.com> napisał(a):",
    "śr., 18 lis 2026 o 09:12 Max Müller\n<max@example.com> napisał(a):",
    "Dnia 18 listopada 2026 09:12 Max Müller <max@example.com> napisał:",
    "Wiadomość napisana przez Max Müller <max@example.com> w dniu 18 lis 2026, o godz. 09:12:",
    "Le mer. 18 nov. 2026 à 09:12, Max Müller <max@example.com> a écrit :",
    "El mié, 18 nov 2026 a las 9:12, Max Müller (<max@example.com>) escribió:",
    "Il giorno mer 18 nov 2026 alle ore 09:12 Max Müller <max@example.com> ha scritto:",
    "Dne st 18. 11. 2026 v 9:12 Max Müller <max@example.com> napsal:",
    "Op wo 18 nov 2026 om 09:12 schreef Max Müller <max@example.com>:",
    "Max wrote:",
]

OUTLOOK = [
    "From: Max Müller <max@example.com>\nSent: Wednesday, November 18, 2026 9:12 AM\n"
    "To: Ewa <ewa@example.org>\nSubject: Hallo\n\nOld words",
    "________________________________\nVon: Max Müller <max@example.com>\n"
    "Gesendet: Mittwoch, 18. November 2026 09:12\nAn: Ewa\nBetreff: Hallo\n\nOld words",
    "Od: Max Müller <max@example.com> \nWysłano: środa, 18 listopada 2026 09:12\n"
    "Do: Ewa <ewa@example.org>\nTemat: Hallo\n\nOld words",
    "*From:* Max <max@example.com>\n*Date:* 18.11.2026\n*To:* Ewa\n\nOld words",
    "-----Original Message-----\nFrom: Max\nSent: today\n\nOld words",
    "-----Ursprüngliche Nachricht-----\nVon: Max\n\nOld words",
    "-----Wiadomość oryginalna-----\nOd: Max\n\nOld words",
]

FORWARDS = [
    "---------- Forwarded message ---------\nFrom: Max <max@example.com>\n\nOld words",
    "-------- Weitergeleitete Nachricht --------\nBetreff: x\n\nOld words",
    "-------- Przekazana wiadomość --------\nTemat: x\n\nOld words",
    "---------- Forwarded message ----------\n\nOld words",
    "-------- Forwarded Message --------\nSubject: x\n\nOld words",
    "Begin forwarded message:\n\nFrom: Max\n\nOld words",
    "Anfang der weitergeleiteten Nachricht:\n\nVon: Max\n\nOld words",
    "Początek przekazywanej wiadomości:\n\nOd: Max\n\nOld words",
    "> Begin forwarded message:\n>\n> From: Max\n>\n> Old words",
    "---------- Weitergeleitete Nachricht ---------\n\nOld words",
    "---------- Przekazana wiadomość ---------\n\nOld words",
]


@pytest.mark.parametrize("intro", INTROS)
def test_reply_above_the_quote(intro: str) -> None:
    found = split(f"{OWN}\n\n{intro}\n\n{QUOTE}\n")
    assert found.own == OWN
    assert "bis bald" in found.quoted
    assert "schrieb" not in found.own
    assert not found.forwarded


@pytest.mark.parametrize("intro", INTROS)
def test_reply_below_the_quote(intro: str) -> None:
    assert split(f"{intro}\n{QUOTE}\n\n{OWN}\n").own == OWN


@pytest.mark.parametrize("intro", INTROS[:-1])
def test_a_quote_without_marks(intro: str) -> None:
    found = split(f"{OWN}\n\n{intro}\n\nHallo Ewa,\nbis bald\n")
    assert found.own == OWN
    assert "bis bald" in found.quoted


@pytest.mark.parametrize("block", OUTLOOK)
def test_outlook(block: str) -> None:
    found = split(f"{OWN}\n\n{block}")
    assert found.own == OWN
    assert found.quoted.endswith("Old words")
    assert (found.original, found.forwarded) == (True, False)


@pytest.mark.parametrize("block", FORWARDS)
def test_forwards(block: str) -> None:
    found = split(f"{OWN}\n\n{block}")
    assert found.own == OWN
    assert found.forwarded
    assert "Old words" in found.quoted


def test_answers_between_the_quotes() -> None:
    found = split("Am 1.2.2026 schrieb Max:\n> Kaffee?\nJa, gern.\n> Wann?\nDonnerstag.\n")
    assert found.own == "Ja, gern.\nDonnerstag."


@pytest.mark.parametrize("line", ["-- ", "--"])
def test_signature(line: str) -> None:
    found = split(f"Hallo\n\n{line}\nEwa Zielińska\nhttps://example.org\n")
    assert (found.own, found.signature) == ("Hallo", f"{line}\nEwa Zielińska\nhttps://example.org")


def test_signature_above_the_quote() -> None:
    found = split(f"Hallo\n\n-- \nEwa\n\nAm 18.11.2026 um 09:12 schrieb Max:\n{QUOTE}\n")
    assert (found.own, "Ewa" in found.signature) == ("Hallo", True)
    assert "schrieb Max" in found.quoted


@pytest.mark.parametrize(
    "line", ["Sent from my iPhone", "Von meinem iPhone gesendet", "Wysłane z iPhone'a"]
)
def test_the_telephones_line_is_no_own_text(line: str) -> None:
    found = split(f"{line}\n\nAm 18.11.2026 um 09:12 schrieb Max:\n{QUOTE}")
    assert (found.own, found.signature) == ("", line)


@pytest.mark.parametrize(
    "words",
    [
        "Am Freitag schrieb Max mir, dass er kommt.\nIch freue mich.",
        "Od: dzisiaj\nDo: jutra",
        "From: here to there\n\nTo: the moon",
        "Die Weitergeleitete Nachricht von Max habe ich gelesen, danke dafür!",
        "Anna wrote:\nthat is how her letter began.",
        "a -- b\n--- c",
        "Temat: rowery\nData: 18.11.2026",
        "Termine:\n18.11. Max\n19.11. Jana",
    ],
)
def test_own_words_stay_own(words: str) -> None:
    assert split(words).own == words


def test_pgp_signed_text_is_text() -> None:
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHallo Max\n"
        "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    )
    assert split(signed).own == "Hallo Max"


@given(st.text(alphabet="ab >-:\n<@1On wroteAmschrieb", max_size=300))
def test_nothing_is_lost_or_made_up(words: str) -> None:
    found = split(words)
    parts = found.own + found.signature + found.quoted
    assert sorted("".join(parts.split())) == sorted("".join(words.split()))


@given(st.text(max_size=200))
def test_nothing_raises(words: str) -> None:
    split(words)
    from_html(words)


def test_quotes_only_have_no_own_text() -> None:
    assert split(QUOTE).own == ""


# --- HTML -------------------------------------------------------------------------------------


def test_gmail() -> None:
    html = (
        '<div dir="ltr"><p>Hallo <b>Max</b>,</p><div>Tel. +49 541 000000</div><br clear="all">'
        '<div><div dir="ltr" class="gmail_signature"><div>Ewa</div></div></div></div><br>'
        '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Mi., 18. Nov. 2026 um '
        '09:12 Uhr schrieb Max &lt;<a href="mailto:max@example.com">max@example.com</a>&gt;:<br>'
        '</div><blockquote class="gmail_quote"><div>bis bald</div></blockquote></div>'
    )
    found = split(from_html(html))
    assert found.own == "Hallo Max,\nTel. +49 541 000000"
    assert "Ewa" in found.signature
    assert "bis bald" in found.quoted
    assert "max@example.com" in found.quoted


def test_outlook_html() -> None:
    html = (
        "<html><head><style>p {color: red}</style></head><body><p class=MsoNormal>Dzień dobry,"
        "<o:p></o:p></p><p class=MsoNormal>wysyłam&nbsp;slajdy</p><div><div style='border:none'>"
        "<p><b>Od:</b> Max &lt;max@example.com&gt;<br><b>Wysłano:</b> środa, 18 listopada 2026 "
        "09:12<br><b>Do:</b> Ewa<br><b>Temat:</b> x</p></div></div><p>stare słowa</p></body></html>"
    )
    found = split(from_html(html))
    assert found.own == "Dzień dobry,\nwysyłam slajdy"
    assert "stare słowa" in found.quoted


def test_thunderbird_html() -> None:
    html = (
        '<body><p>Hi!</p><div class="moz-cite-prefix">On 18/11/2026 09:12, Max wrote:<br></div>'
        '<blockquote type="cite">old</blockquote><div class="moz-signature">-- <br>Ewa</div></body>'
    )
    found = split(from_html(html))
    assert found.own == "Hi!"
    assert "Ewa" in found.signature


def test_links_keep_their_address() -> None:
    assert "https://example.org/slides" in from_html('<a href="https://example.org/slides">x</a>')


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000,
        "<blockquote>x" * 20_000,
        "<table><tr><td>" * 20_000,
        "<a href=" * 50_000,
        "<!--" * 100_000,
        "<style>" * 50_000,
        "&amp" * 100_000,
        "<ul><li>" * 20_000,
    ],
)
def test_html_bombs_end_soon(bomb: str) -> None:
    began = time.monotonic()
    split(from_html(bomb))
    assert time.monotonic() - began < 1.0


@pytest.mark.parametrize(
    "bomb",
    ["On 1 " * 60_000, "> " * 100_000, "a\n" * 100_000, "From: x\n" * 40_000, "-" * 300_000],
)
def test_text_bombs_end_soon(bomb: str) -> None:
    began = time.monotonic()
    split(bomb)
    assert time.monotonic() - began < 1.0
