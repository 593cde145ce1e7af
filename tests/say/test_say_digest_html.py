"""The HTML of a morning mail: whole, harmless whatever stands in it, and drawn with tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core.model import (
    Blind,
    Code,
    Draft,
    Heard,
    Item,
    Language,
    Morning,
    Reason,
    State,
    Status,
)
from mailfollow.say.digest.answers import Reply
from mailfollow.say.digest.timeline import initials
from tests.say.mornings import AT, CODE, DAY, Read, ewa, owed, read, usual, whole
from tests.say.test_say_clean import ODD, raw

PL, DE, EN = Language.PL, Language.DE, Language.EN
VOID = {"meta", "br", "hr", "img", "input", "link"}
USED = set("html head meta title body table tr td h1 h2 div span b a".split())
ATTRIBUTES = set(
    "lang charset name content style role width cellpadding cellspacing border title valign align "
    "colspan href".split()
)


class Page(HTMLParser):
    """The elements in their order, and whether each one is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.broken: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if len(dict(attrs)) != len(attrs):
            self.broken.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.broken.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.broken.append(f"<!--{data}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(morning: Morning, language: Language = EN) -> Page:
    return Page(read(morning, ewa(language)).html)


# --- what sanitizers leave, and what they would take ----------------------------------------


@pytest.mark.parametrize("language", Language)
def test_it_is_whole_and_made_of_tables_and_inline_styles_only(language: Language) -> None:
    shown = page(whole(language), language)
    assert shown.broken == []
    assert shown.open == []
    assert set(shown.tags) <= USED
    assert {name for _, attributes in shown.elements for name in attributes} <= ATTRIBUTES
    for _, attributes in shown.elements:
        assert not re.search("url|position|expression|@|!", attributes.get("style", ""))
    assert {a["href"].partition(":")[0] for a in shown.all("a")} == {"mailto", "tel", "sms"}
    assert "http" not in read(whole(language), ewa(language)).html


def test_it_says_its_language_and_that_it_suits_both_schemes() -> None:
    shown = page(usual(PL), PL)
    assert shown.all("html") == [{"lang": "pl"}]
    assert {"name": "color-scheme", "content": "light dark"} in shown.all("meta")
    assert {"charset": "utf-8"} in shown.all("meta")
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in shown.all(
        "meta"
    )


def test_no_text_has_a_colour_without_a_background() -> None:
    coloured = 0
    for _, attributes in page(whole(PL), PL).elements:
        style = dict(s.split(":", 1) for s in attributes.get("style", "").split(";") if s)
        if style.get("color", "inherit") != "inherit":
            coloured += 1
            assert "background-color" in style
            assert _contrast(style["color"], style["background-color"]) >= 4.5  # WCAG 2.1 AA
    assert coloured > 2


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stay_apart_where_every_style_is_stripped() -> None:
    bare = re.sub(r"<[^>]*>", "", usual_mail().html)
    assert "done tomorrow a week drop" in bare
    assert "AK MM JL" in bare
    assert "Anna Kowalska \xa0by Fri 20 Nov" in bare


def test_nothing_is_wider_than_a_phone() -> None:
    for _, attributes in page(whole(DE), DE).elements:
        width = attributes.get("width", "0").removesuffix("%")
        assert int(width) <= (100 if attributes.get("width", "").endswith("%") else 40)
        assert all(int(px) <= 60 for px in re.findall(r"min-width:(\d+)px", str(attributes)))


# --- whatever comes from outside ------------------------------------------------------------


def poisoned(text: str) -> Morning:
    """A morning in which everything from outside is this text, behind a letter."""
    said = f"A{text}"
    every = whole(EN)

    def state(of: State) -> State:
        c = of.commitment
        who = replace(c.contact, name=said, id=said)
        question = of.question and replace(of.question, subject=said)
        evidence = of.evidence and replace(of.evidence, subject=said)
        third = c.third and replace(c.third, name=said)
        commitment = replace(c, contact=who, third=third, id=said)
        return replace(of, commitment=commitment, question=question, evidence=evidence)

    def item(of: Item) -> Item:
        laid = of.draft and replace(of.draft, mailbox=said, name=said)
        return replace(of, state=state(of.state), draft=laid)

    def draft(of: Draft) -> Draft:
        return replace(of, name=said, mailbox=said, reason=Reason.of(Code.NO_TRASH, folder=said))

    items: dict[str, Any] = {
        name: tuple(map(item, getattr(every, name)))
        for name in ("overdue", "due", "calls", "questions", "announced", "kept")
    }
    states: dict[str, Any] = {
        name: tuple(map(state, getattr(every, name))) for name in ("read", "ahead")
    }
    return replace(
        every,
        **items,
        **states,
        bounced=tuple((state(s), replace(a, address=said)) for s, a in every.bounced),
        laid=tuple(map(draft, every.laid)),
        problems=(said,),
        heard=(Heard("x#0", AT, Reason.of(Code.NOT_UNDERSTOOD, said=said), said),),
        names={said: said},
        blind=(Blind(said, AT, said),),
        paused=Reason.of(Code.EMPTIED, account=said, folder=said),
    )


HARMLESS = read(poisoned("nna"), ewa(EN))
TAGS = Page(HARMLESS.html).tags
MARKUP = st.sampled_from(
    ['"><script>x</script>', "</td></table>", "<!--", "]]>", "&lt;b&amp;", "' onclick='x", "<a",
     "\r\nBcc: x@example.net", "{who}", "[{x}]", "--=_k7f3q2--", "%0d%0a", "=_k7f3q2"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.one_of(MARKUP, ODD, st.builds("{}{}".format, ODD, MARKUP)))
def test_nothing_from_outside_changes_the_page_or_the_headers(text: str) -> None:
    mail = read(poisoned(text), ewa(EN))
    shown = Page(mail.html)
    assert shown.broken == []
    assert shown.tags == TAGS
    assert mail.message.items() == HARMLESS.message.items()
    assert len(list(mail.message.walk())) == 3
    assert [a.href for a in mail.answers] == [a.href for a in HARMLESS.answers]
    assert not raw(mail.text + mail.html)


@given(st.text("<>&\"'x/=", min_size=1, max_size=30))
@settings(max_examples=25, deadline=None)
def test_a_text_is_shown_as_it_was_written(text: str) -> None:
    shown = page(Morning(DAY, CODE, AT, problems=(f"a{text}b",)))
    assert f"a{text}b" in shown.texts


@given(
    st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,60}@example\.org", fullmatch=True),
)
@settings(max_examples=25, deadline=None)
def test_a_link_reads_back_to_what_was_put_in(local: str, id: str) -> None:
    reply = Reply(ewa(PL), f"{local}@example.org", "mailfollow: 1 & 2 = żółć? [k7f3q2]", id)
    (link,) = reply.links(12, ("week",))
    to, _, query = link.href.removeprefix("mailto:").partition("?")
    assert unquote(to) == f"{local}@example.org"
    assert re.fullmatch(r"[A-Za-z0-9@._~%-]+", to)
    fields = dict(field.split("=") for field in query.split("&"))
    assert {name: unquote(value) for name, value in fields.items()} == {
        "subject": "Re: mailfollow: 1 & 2 = żółć? [k7f3q2]",
        "body": "12 za tydzień",
        "In-Reply-To": f"<{id}>",
    }
    assert all(quote(unquote(value), safe="") == value for value in fields.values())


# --- the coming two weeks -------------------------------------------------------------------


def days(morning: Morning, language: Language = EN) -> list[dict[str, str]]:
    return [td for td in page(morning, language).all("td") if "title" in td]


def cells(mail: Read) -> list[str]:
    return re.findall(r'<td [^>]*title="[^"]*">.*?</td>', mail.html)


def test_fourteen_days_from_today_on() -> None:
    titles = [td["title"].partition(":")[0] for td in days(usual(EN))]
    assert titles[:2] == ["Mon 23 Nov", "Tue 24 Nov"]
    assert titles[-1] == "Sun 6 Dec"
    assert len(titles) == 14
    assert [td["title"] for td in days(usual(EN))][3] == (
        "Thu 26 Nov: Marta Zielińska, Karl Ostermann, Lena Vogt"
    )


def test_what_falls_due_is_marked_on_its_day_and_what_is_overdue_today() -> None:
    shown = [re.findall(r"<b [^>]*>([^<]*)</b>", cell) for cell in cells(usual_mail())]
    assert shown[0] == ["AK", "MM", "JL"]
    assert shown[1] == ["MD"]
    assert shown[2] == []
    assert shown[3] == ["MZ", "KO", "LV"]
    assert shown[9] == ["JL"]
    today = cells(usual_mail())[0]
    assert [("#a8432f" in s) for s in re.findall(r"<b [^>]*>", today)] == [True, True, False]


def usual_mail() -> Read:
    return read(usual(EN), ewa(EN))


def test_today_is_marked_and_days_of_rest_are_quiet() -> None:
    drawn = cells(usual_mail())
    assert [n for n, cell in enumerate(drawn) if "border-top:3px" in cell] == [0]
    assert [n for n, cell in enumerate(drawn) if "opacity:.5" in cell] == [5, 6, 8, 12, 13]


def test_the_days_are_told_below_in_words() -> None:
    told = page(usual(EN)).texts
    assert "Mon 23 Nov: Anna Kowalska (!), Max Müller (!), Jan Lis" in told
    assert "Tue 24 Nov: Monika Dąbrowska" in told
    assert not any(text.startswith("Wed 25 Nov") for text in told)


def test_too_many_for_a_cell_are_counted() -> None:
    coming = tuple(
        owed(name, EN, due=DAY + timedelta(days=2), status=Status.UPCOMING)
        for name in ("Jan Lis", "Ida Brandt", "Ola Wójcik", "Karl Ostermann", "Lena Vogt")
    )
    mail = read(Morning(DAY, CODE, AT, read=coming[:1], ahead=coming), ewa(EN))
    assert re.findall(r"<b [^>]*>([^<]*)</b>", cells(mail)[2]) == ["JL", "IB", "OW", "+2"]
    assert "Lena Vogt" in cells(mail)[2]


def test_a_promise_is_marked_once_and_put_off_to_the_day_it_is_put_off_to() -> None:
    item = Item(1, owed("Jan Lis", EN, due=DAY, status=Status.DUE))
    off = replace(item.state, status=Status.UPCOMING, snoozed_until=AT + timedelta(days=3))
    twice = Morning(DAY, CODE, AT, due=(item,), ahead=(item.state,))
    put_off = Morning(DAY, CODE, AT, read=(off,), ahead=(off,))
    for morning, on in ((twice, 0), (put_off, 3)):
        marked = [n for n, td in enumerate(days(morning)) if "Jan Lis" in td["title"]]
        assert marked == [on]
        assert cells(read(morning, ewa(EN)))[on].count("JL") == 1


def test_without_a_day_ahead_nothing_is_drawn() -> None:
    assert days(Morning(DAY, CODE, AT, problems=("x",))) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna Kowalska", "AK"),
        ("Annette von der Heide", "AH"),
        ("Łukasz", "Ł"),
        ("dr. max (Maxi) müller", "DM"),
        ("李 小龍", "李小"),
        ("***", "•"),
        ("", "•"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown
