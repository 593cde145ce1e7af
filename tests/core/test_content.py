"""What a mail carries, announces or puts off: a row is a text or a part, and what it counts for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import content
from mailfollow.core.model import Attachment, Body, Contact, Language, Me
from tests.core.given import ANNA, MAX, ME

PDF = Attachment("slides.pdf", "application/pdf")
VCARD = Attachment("ewa.vcf", "text/vcard")
SITE = "https://green.example.org/"
SIGNED = replace(ME, signature=f"Ewa Zielińska\n{SITE}")


# --- attachments ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "cards", "count"),
    [
        ((PDF,), (), ["slides.pdf"]),
        ((Attachment("", "application/pdf"),), (), ["application/pdf"]),
        ((Attachment("logo.png", "image/png", inline=True),), (), []),
        ((Attachment("photo.png", "image/png"),), (), ["photo.png"]),
        ((PDF, Attachment("logo.png", "image/png", inline=True)), (), ["slides.pdf"]),
        ((Attachment("signature.asc", "application/pgp-signature"),), (), []),
        ((Attachment("key.asc", "application/pgp-keys"),), (), []),
        ((Attachment("smime.p7s", "application/pkcs7-signature"),), (), []),
        ((Attachment("smime.p7s", "application/x-pkcs7-signature"),), (), []),
        ((PDF, Attachment("key.asc", "application/pgp-keys")), (), ["slides.pdf"]),
        ((VCARD,), ("ewa@example.org",), []),  # my own card
        ((VCARD,), ("EWA+fair@example.org", "+48 601 000 000"), []),
        ((Attachment("Ewa.VCF", "application/octet-stream"),), ("biuro@example.org",), []),
        ((Attachment("card", "text/x-vcard"),), ("ewa@example.org",), []),
        ((VCARD, PDF), ("ewa@example.org",), ["slides.pdf"]),
        ((VCARD,), ("max@example.com",), ["ewa.vcf"]),  # somebody else's card may be promised
        ((VCARD,), (), ["ewa.vcf"]),
    ],
)
def test_what_is_really_attached(
    parts: tuple[Attachment, ...], cards: tuple[str, ...], count: list[str]
) -> None:
    assert [*content.attachments(Body(attachments=parts, cards=cards), ME)] == count


# --- links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "hosts"),
    [
        (Body("Here: https://files.example.net/slides?id=1"), ["files.example.net"]),
        (Body("Here: www.example.net/slides"), ["www.example.net"]),
        (Body("(HTTPS://Files.Example.NET/x)"), ["files.example.net"]),
        (
            Body("<http://a.example.net/1> and http://b.example.net"),
            ["a.example.net", "b.example.net"],
        ),
        (Body("example.net/slides, ftp://example.net, me@example.net"), []),
        (Body("Slides soon", quoted="> https://example.net"), []),
        (Body("Slides soon", signature="https://example.net"), []),
        (Body(f"Slides soon\n\nEwa Zielińska\n{SITE}"), []),  # my signature without its "-- "
        (Body("See https://green.example.org."), []),  # mine again, written otherwise
        (Body("See https://green.example.org/slides."), ["green.example.org"]),
        (Body("See https://example.net.", signature="https://example.net/"), []),
        (Body("See http://[broken"), ["http://[broken"]),
        (Body("Sent from my iPhone\nHello"), []),
    ],
)
def test_links_of_the_own_text(body: Body, hosts: list[str]) -> None:
    assert [*content.links(body, SIGNED)] == hosts


# --- announced ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "W załączniku slajdy.",
        "Slajdy w załączeniu.",
        "Załączam slajdy",
        "Przesyłam załączone slajdy",
        "Przesyłam w zał. slajdy",
        "DOŁĄCZAM slajdy",
        "Anbei die Folien",
        "Die Folien im Anhang",
        "Ich habe die Folien angehängt",
        "Die angehaengten Folien",
        "die beigefügten Folien",
        "in der Anlage die Folien",
        "Ich hänge ich an … hänge ich an",
        "The slides are attached.",
        "See the attachment",
        "Please find the slides below",
        "I have enclosed them",
    ],
)
def test_an_attachment_is_announced(written: str) -> None:
    assert content.announces_attachment(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Slajdy wyślę jutro",
        "Die Folien schicke ich morgen",
        "The slides are on our site",
        "I am unattached to that idea",
        "Das hängt davon ab",
        "Ich anbeite nichts",
    ],
)
def test_no_attachment_is_announced(written: str) -> None:
    assert not content.announces_attachment(written)


# --- somebody's card ------------------------------------------------------------------------

WITH_PHONE = replace(MAX, phones=("+49 541 000000",))
POLISH = replace(ANNA, phones=("601 000 000",))


def own(text: str) -> Body:
    return Body(own=text)


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (own("Max: max@example.com"), "address"),
        (own("Max: MAX+roofs@Example.COM."), "address"),
        (own("Max <max@example.com>, +49 541 000000"), "address"),
        (own("Max: mailto:max@example.com?subject=x"), "address"),
        (own("Max: max@example.com.pl"), None),
        (own("Max: notmax@example.com"), None),
        (own("Max Müller, roofs"), None),
        (Body("Max, see below", quoted="> From: max@example.com"), None),
        (Body("Max", signature="max@example.com"), None),
        (Body("See below", forwarded=True, forwarded_from=("max@example.com",)), "forwarded"),
        (Body("See below", forwarded=True, forwarded_from=("jana@example.net",)), None),
        (Body("His card", cards=("max@example.com",)), "vcard"),
        (Body("His card", cards=("+49541000001", "x@example.net")), None),
        (Body("His card", cards=("+49541000000",)), "vcard"),
        (Body("My card", cards=("ewa@example.org", "+48 601 000 000")), None),
        (own("Max: +49 541 000000"), "phone"),
    ],
)
def test_how_a_card_is_handed_on(body: Body, how: str | None) -> None:
    assert content.card_of(WITH_PHONE, body, ME) == how


@pytest.mark.parametrize(
    ("contact", "written", "country", "found"),
    [
        # Max's, kept as +49 541 000000
        (WITH_PHONE, "+49-541-000000", None, True),
        (WITH_PHONE, "+49 (0)541 00 00 00", "PL", True),
        (WITH_PHONE, "0049541000000", "PL", True),
        (WITH_PHONE, "tel:+49541000000", "PL", True),
        (WITH_PHONE, "0541/000000", "DE", True),
        (WITH_PHONE, "0541.000.000", "DE", True),
        (WITH_PHONE, "Call 0541 000000 before noon", "DE", True),
        (WITH_PHONE, "+49 541 000001", "DE", False),
        (WITH_PHONE, "000000", "DE", False),
        (WITH_PHONE, "2026-11-16", "DE", False),
        # Anna's, kept as 601 000 000
        (POLISH, "+48601000000", "PL", True),
        (POLISH, "(+48) 601-000-000", "DE", True),
        (POLISH, "0048 601 000 000", "PL", True),
        (POLISH, "601000000", "PL", True),
        (POLISH, "601 00 00 00", "PL", True),
        (POLISH, "601 000 00", "PL", False),
    ],
)
def test_a_phone_is_the_same_however_written(
    contact: Contact, written: str, country: str | None, found: bool
) -> None:
    me = replace(ME, country=country)
    assert content.card_of(contact, own(written), me) == ("phone" if found else None)


@pytest.mark.parametrize(
    ("language", "written"),
    [(Language.PL, "601 000 000"), (Language.DE, "0541 000000")],
)
def test_without_a_country_the_language_tells_which_numbers_are_national(
    language: Language, written: str
) -> None:
    whose = POLISH if language is Language.PL else WITH_PHONE
    assert content.card_of(whose, own(written), replace(ME, language=language)) == "phone"


def test_somebody_without_phone_or_address_is_never_found() -> None:
    nobody = replace(MAX, addresses=(), phones=())
    everything = Body("max@example.com +49 541 000000", cards=("max@example.com",))
    assert content.card_of(nobody, everything, ME) is None


# --- put off --------------------------------------------------------------------------------

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("I'll send you the intro next week", "2026-11-23"),
        ("I will introduce you tomorrow", "2026-11-19"),
        ("More on Monday", "2026-11-23"),
        ("More on Thursday!", "2026-11-19"),
        ("more on Wednesday", "2026-11-25"),  # said on a Wednesday: not today
        ("I'll write later", None),
        ("I will do it soon", None),
        ("Ich schicke dir nächste Woche mehr", "2026-11-23"),
        ("kommende Woche stelle ich euch vor", "2026-11-23"),
        ("Mehr am Freitag", "2026-11-20"),
        ("Ich melde mich morgen", "2026-11-19"),
        ("Das schicke ich später", None),
        ("Das schicke ich dir bald", None),
        ("Wyślę w przyszłym tygodniu", "2026-11-23"),
        ("W następnym tygodniu przedstawię Was sobie", "2026-11-23"),
        ("Jutro prześlę kontakt", "2026-11-19"),
        ("Więcej w poniedziałek", "2026-11-23"),
        ("Więcej we wtorek", "2026-11-24"),
        ("Odezwę się w niedzielę", "2026-11-22"),
        ("Przekażę to wkrótce", None),
        ("Napiszę niedługo, później więcej", None),
        ("I'll send\nit next\nweek", "2026-11-23"),
        ("Ich schicke dir die Karte bis morgen", "2026-11-19"),  # by then, no farewell
        ("Guten Morgen, ich schicke sie morgen. Bis bald", "2026-11-19"),
        ("See you soon! I'll send it on Friday", "2026-11-20"),
    ],
)
def test_what_is_put_off_and_until_when(written: str, until: str | None) -> None:
    day = date.fromisoformat(until) if until else None
    assert content.put_off(written, WEDNESDAY) == (True, day)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "This is Jana Klein",
        "Next week I am away",  # nothing is promised for then
        "I will send it",  # no day
        "I'll do it now",
        "Jana is in Berlin on Monday",
        "We met on Monday",
        "Guten Morgen Max, ich schicke dir Janas Karte",
        "Ich melde mich wie versprochen. Bis bald",
        "I will call Jana now. See you soon",
        "I will call Jana now. Talk to you later",
        "Ich schicke dir die Karte hier. Bis morgen",
        "Guten Morgen, ich melde mich wegen Jana.\n\nBis Montag\nEwa",
        "Ich melde mich wegen Jana. Bis nächste Woche!",
        "I will call Jana now. Speak soon",
        "I'll see you on Monday",
        "Przesyłam kontakt, więcej w załączniku. Do zobaczenia wkrótce",
        "Wyślę to zaraz. Do zobaczenia w przyszłym tygodniu",
        "Wyślę to zaraz. Do usłyszenia we wtorek",
    ],
)
def test_what_is_not_put_off(written: str) -> None:
    assert content.put_off(written, WEDNESDAY) == (False, None)


@given(st.text(max_size=80), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_day_it_names_lies_within_a_week_from_then(written: str, sent: date) -> None:
    for text in (written, f"I will, next week {written}", f"{written} more on Friday"):
        later, until = content.put_off(text, sent)
        assert until is None or (later and 1 <= (until - sent).days <= 7)


@pytest.mark.parametrize(
    ("written", "speaks"),
    [
        ("I'll send you the intro", True),
        ("I'll put you in touch", True),
        ("Ich stelle Sie Frau Klein vor", True),
        ("Prześlę kontakt", True),
        ("Przekażę wizytówkę", True),
        ("I'll send the slides", False),
        ("Ich stelle das später fertig", False),
    ],
)
def test_what_speaks_of_an_introduction(written: str, speaks: bool) -> None:
    assert content.speaks_of_introducing(written) is speaks


PEOPLE_OF_SOME_SORT = st.sampled_from([ME, SIGNED, replace(ME, country="DE")])


@given(st.text(max_size=60), st.lists(st.text(max_size=15), max_size=3), PEOPLE_OF_SOME_SORT)
def test_whatever_a_mail_says(written: str, cards: list[str], me: Me) -> None:
    body = Body(own=written, cards=tuple(cards), forwarded_from=tuple(cards))
    assert content.card_of(WITH_PHONE, body, me) in (None, "address", "phone", "vcard", "forwarded")
    assert all(content.links(body, me)) or not content.links(body, me)
    assert content.attachments(body, me) == ()
