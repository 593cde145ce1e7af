"""The morning mail as it is read: headers, subject, every section in three languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mailfollow.core.hear.answers import answers
from mailfollow.core.model import (
    Arrival,
    Circumstances,
    Code,
    Gender,
    Item,
    Kind,
    Language,
    Morning,
    Outcome,
    Reason,
    Stage,
    Status,
    Verb,
)
from mailfollow.mail.text import from_html
from mailfollow.say import digest
from tests.say.mornings import (
    AT,
    CODE,
    DAY,
    ID,
    Read,
    ewa,
    long,
    owed,
    read,
    usual,
    whole,
)
from tests.say.world import arrival, draft

PL, DE, EN = Language.PL, Language.DE, Language.EN

SUBJECTS = {
    PL: "mailfollow, 23 lis: 1 po terminie, 1 do zrobienia, 1 telefon",
    DE: "mailfollow, 23. Nov.: 1 überfällig, 1 fällig, 1 Anruf",
    EN: "mailfollow, 23 Nov: 1 overdue, 1 due, 1 to call",
}
HEADINGS = {
    "overdue": ("Po terminie", "Überfällig", "Overdue"),
    "due": ("Dziś i jutro", "Heute und morgen", "Today and tomorrow"),
    "calls": ("Telefony", "Anrufe", "To call"),
    "questions": ("Pytania", "Fragen", "Questions"),
    "bounced": ("Zwroty", "Zurückgekommen", "Came back"),
    "laid": ("Szkice", "Entwürfe", "Drafts"),
    "kept": ("Odhaczone", "Abgehakt", "Ticked off"),
    "read": ("Nowe w plikach z osobami", "Neu in den Personendateien", "New in the people files"),
    "problems": (
        "Do poprawienia w plikach z osobami",
        "In den Personendateien zu berichtigen",
        "To be mended in the people files",
    ),
    "heard": ("Odczytane z poczty", "Per Mail gehört", "Heard by mail"),
    "announced": ("Szkice, które się pojawią", "Entwürfe, die noch kommen", "Drafts to come"),
    "blind": ("Niesprawdzone konta", "Nicht durchgesehen", "Not checked"),
    "paused": ("Wstrzymane", "Angehalten", "Paused"),
}
AHEAD = ("Najbliższe dwa tygodnie", "Die nächsten zwei Wochen", "The coming two weeks")
READ_ALOUD = {
    PL: (
        "Poniedziałek, 23 listopada\n",
        " 1 Anna Kowalska – napisać po spotkaniu na InfoShare w Gdańsku, do pt., 20 lis\n"
        "   szkic czeka w folderze „Szkice”\n",
        " 2 Piotr Zając – wysłać: slajdy z wykładu, do pt., 20 lis\n"
        "   bez szkicu: inny szkic do tej osoby jeszcze czeka (piotr-zajac.follow_up)\n",
        " 3 Jan Lis – napisać po spotkaniu na InfoShare w Gdańsku, do pon., 23 lis\n"
        "   szkic pojawi się wt., 24 lis, 07:00\n",
        " 5 Max Müller – oddzwonić (w sprawie: Jana Klein), do pon., 23 lis\n"
        "   Jana Klein: na razie bez odpowiedzi; ma te dane od 16 listopada 2026\n"
        "   tel:+49541000000\n   sms:+49541000000\n"
        "   Co powiedzieć:\n   · Zgodnie z obietnicą oddzwaniam",
        " 6 Ola Wójcik – napisać",
        "   bez adresu\n   Gotowy SMS: „Dzień dobry, dziękuję za rozmowę",
        " 7 Lena Vogt – przekazać kontakt (do kogo: Jana Klein), do pt., 20 lis\n"
        "   „Protokoll 12/2026”, 20 listopada 2026. Niepewne: anna@example.pl jest tylko w kopii "
        "(Cc). Czy to spełnia obietnicę?\n",
        "Karl Ostermann – napisać",
        "wiadomość do karl@example.net wróciła\n",
        "Anna Kowalska\n   szkic czeka w folderze „Szkice”\n",
        "Tomasz Wilk\n   szkic został wycofany; obietnica jest już spełniona\n",
        "Joanna Lis\n   szkic został usunięty; nowy sam się nie pojawi; leży w koszu\n",
        "✓ „Nasza rozmowa”, 20 listopada 2026: do anna@example.pl, dwa dni po spotkaniu na "
        "InfoShare w Gdańsku (wiersz ✎ nadal w niej był)\n",
        "✓ zgłoszone jako zrobione\n",
        "Marta Zielińska – napisać po spotkaniu na InfoShare w Gdańsku, do czw., 26 lis\n",
        "people/2026-11-20.toml:7: unknown key “adress”",
        "Ewa Nowak\n   zrobione („2 ok, done”)\n   niezrozumiane: „3 hm”\n",
        " 8 Ida Brandt – napisać",
        "szkic pojawi się wt., 24 lis, 07:00\n",
        "Od niedz., 22 lis, 22:30 nic nie widać na koncie home: wysłane stamtąd wiadomości nie "
        "są odhaczane.\n   The server does not answer.\n",
        "Szkice są wstrzymane: folder „Sent” (work) zawierał wiele wiadomości, a teraz nagle jest "
        "pusty. Proszę zajrzeć do skrzynki; odpowiedź „wznów” je wznawia.\n",
        "pon., 23 lis: Anna Kowalska (!), Piotr Zając (!), Max Müller (!), Ola Wójcik (!), "
        "Jan Lis\n",
        "czw., 26 lis: Marta Zielińska, Karl Ostermann, Lena Vogt\n",
        "Wystarczy odpowiedzieć na tę wiadomość, nad cytatem: „1 zrobione”, „3 pt”",
        "Znane słowa: zrobione, porzuć, dzwoniłam, próbowałam, tak, nie, teraz, otwórz. "
        "Odłożyć: jutro, pt, za tydzień, 12.12.\n",
    ),
    DE: (
        "Montag, 23. November\n",
        " 1 Anna Kowalska – schreiben nach der Begegnung auf dem Netzwerkabend in Osnabrück, "
        "bis Fr., 20. Nov.\n   Entwurf wartet in „Entwürfe“\n",
        "kein Entwurf: ein anderer Entwurf an diesen Kontakt wartet noch",
        "ein Entwurf kommt am Di., 24. Nov., 07:00\n",
        "Was zu sagen ist:\n   · Wie versprochen rufe ich Sie",
        "Fertig als SMS: „Guten Tag, vielen Dank für das Gespräch",
        "Nicht sicher: anna@example.pl steht nur in Kopie (Cc). Ist das Versprechen damit "
        "gehalten?\n",
        "die Mail an karl@example.net kam zurück\n",
        "der Entwurf wurde zurückgenommen; das Versprechen ist schon gehalten\n",
        "Sie haben den Entwurf gelöscht; von selbst kommt kein neuer; er liegt im Papierkorb\n",
        "✓ „Nasza rozmowa“, 20. November 2026: an anna@example.pl, zwei Tage nach der Begegnung",
        "✓ von Ihnen als erledigt gemeldet\n",
        "Ewa Nowak\n   erledigt („2 ok, done“)\n   nicht verstanden: „3 hm“\n",
        "Das Entwerfen ruht: der Ordner „Sent“ von work",
        "Do., 26. Nov.: Marta Zielińska, Karl Ostermann, Lena Vogt\n",
        "Antworten Sie einfach auf diese Mail, über dem Zitat: „1 erledigt“, „3 fr“",
        "Zurückstellen: morgen, fr, in einer Woche, 12.12.\n",
    ),
    EN: (
        "Monday, 23 November\n",
        " 1 Anna Kowalska – write after the meeting at DevConf in Brno, by Fri 20 Nov\n"
        "   draft waits in “Drafts”\n",
        "no draft: another draft to this contact is still waiting",
        "a draft comes on Tue 24 Nov, 07:00\n",
        "What to say:\n   · As promised, I am calling you back",
        "Ready as an SMS: “Hello, thank you for our conversation",
        "Not certain: anna@example.pl is only in Cc. Does it keep the promise?\n",
        "the mail to karl@example.net came back\n",
        "the draft was taken back; the promise is kept already\n",
        "you deleted the draft; no new one comes by itself; it was moved to the trash\n",
        "✓ “Nasza rozmowa”, 20 November 2026: to anna@example.pl, two days after the meeting",
        "✓ you said it is done\n",
        "Ewa Nowak\n   done (“2 ok, done”)\n   not understood: “3 hm”\n",
        "Drafting is paused: the folder “Sent” of work",
        "Thu 26 Nov: Marta Zielińska, Karl Ostermann, Lena Vogt\n",
        "Simply answer this mail, above the quote: “1 done”, “3 fri”",
        "Putting off: tomorrow, fri, a week, 12.12.\n",
    ),
}


def told(morning: Morning, language: Language = EN, **me: Any) -> Read:
    return read(morning, ewa(language, **me))


def flat(text: str) -> str:
    """However it was wrapped."""
    return " ".join(text.split())


def example(mail: Read) -> str:
    """The answers that the foot of the mail proposes."""
    found = re.search(
        r"(?:nad cytatem|über dem Zitat|above the quote): (.+?)\n\S+ ?\w* \w*:", mail.text, re.S
    )
    assert found
    return re.sub("[„“”]", "", flat(found[1]))


def headings(mail: Read) -> list[str]:
    return [above for above, _ in re.findall(r"(?m)^(.+)\n(─+)$", mail.text)]


# --- the envelope ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_it_goes_from_the_user_to_the_user_with_the_headers_it_needs(language: Language) -> None:
    mail = told(usual(language), language)
    assert dict(mail.message.items()) == {
        "From": "mailfollow <ewa@example.org>",
        "To": "ewa@example.org",
        "Subject": f"{SUBJECTS[language]} [{CODE}]",
        "Date": "Mon, 23 Nov 2026 06:30:00 +0000",
        "Message-ID": f"<{ID}>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="=_{CODE}"',
    }
    parts = [part.get_content_type() for part in mail.message.iter_parts()]
    assert parts == ["text/plain", "text/html"]


@pytest.mark.parametrize("language", Language)
def test_its_bytes_pass_through_everything(language: Language) -> None:
    raw = told(whole(language), language).raw
    lines = raw.split(b"\r\n")
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 76
    words = re.findall(rb"=\?[^?]+\?[bq]\?[^?]*\?=", raw)
    assert all(len(word) <= 75 for word in words)  # RFC 2047 §2


def test_the_same_morning_is_the_same_mail() -> None:
    assert told(whole(DE), DE).raw == told(whole(DE), DE).raw


@pytest.mark.parametrize(
    ("left", "pl", "de", "en"),
    [
        ({"paused", "blind", "overdue"}, "szkice wstrzymane, 1 konto niesprawdzone, 2 po terminie",
         "angehalten, 1 Konto nicht durchgesehen, 2 überfällig",
         "paused, 1 account not checked, 2 overdue"),
        ({"questions", "bounced", "kept"}, "1 pytanie, 1 zwrot, 2 odhaczone obietnice",
         "1 Frage, 1 Rückläufer, 2 abgehakt", "1 question, 1 came back, 2 ticked off"),
        ({"heard"}, "nowości", "Neues", "news"),
    ],
)  # fmt: skip
def test_the_subject_says_what_matters_most(left: set[str], pl: str, de: str, en: str) -> None:
    for language, said in ((PL, pl), (DE, de), (EN, en)):
        every = whole(language)
        morning = Morning(DAY, CODE, AT, **{name: getattr(every, name) for name in left})
        assert told(morning, language).message["Subject"].endswith(f": {said} [{CODE}]")


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 telefon"), (3, "3 telefony"), (5, "5 telefonów"), (22, "22 telefony")]
)
def test_polish_counts(n: int, said: str) -> None:
    morning = Morning(DAY, CODE, AT, calls=whole(PL).calls[:1] * n)
    assert f": {said} [" in told(morning, PL).message["Subject"]


# --- what stands in it ----------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_every_section_is_told_in_its_order(language: Language) -> None:
    mail = told(whole(language), language)
    at = [PL, DE, EN].index(language)
    assert headings(mail) == [*(names[at] for names in HEADINGS.values()), AHEAD[at]]
    text, position = flat(mail.text), 0
    for piece in map(flat, READ_ALOUD[language]):
        found = text.find(piece, position)
        assert found >= 0, (piece, text[position:])
        position = found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", HEADINGS)
def test_a_section_without_content_does_not_appear(section: str, language: Language) -> None:
    every = whole(language)
    nothing = None if section == "paused" else ()
    none_laid = {"withdrawn": (), "deleted": ()} if section == "laid" else {}
    heading = HEADINGS[section][[PL, DE, EN].index(language)]
    alone = Morning(DAY, CODE, AT, **{section: getattr(every, section)})
    without = replace(every, **{section: nothing, **none_laid})
    for mail, there in ((told(alone, language), True), (told(without, language), False)):
        assert (heading in headings(mail)) is there
        assert (f">{heading}</h2>" in mail.html) is there
    assert set(headings(told(alone, language))) <= {heading, AHEAD[[PL, DE, EN].index(language)]}


@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_unfilled(language: Language) -> None:
    mail = told(whole(language), language)
    seen = re.sub(r"<[^>]*>", "\n", mail.html)
    for text in (mail.text, seen):
        assert not re.search(r"[{}]|\[|None|digest\.|\(\)| [,.;:] ", text)


def test_each_line_shows_its_number() -> None:
    mail = told(whole(PL), PL)
    for item in whole(PL).items:
        name = item.state.commitment.contact.name
        assert re.search(rf"(?m)^ ?{item.number} {name} –", mail.text)
        assert re.search(rf">{item.number}</b></td><td[^>]*><div><b [^>]*>{name}<", mail.html)


def test_a_draft_laid_withdrawn_or_deleted_has_one_section() -> None:
    for name in ("laid", "withdrawn", "deleted"):
        alone = Morning(DAY, CODE, AT, **{name: getattr(whole(EN), name)})
        assert headings(told(alone)) == ["Drafts"]


def test_a_draft_that_was_laid_and_taken_back_is_told_once() -> None:
    back = draft(Stage.WITHDRAWN, reason=Reason(Code.FULFILLED))
    text = told(Morning(DAY, CODE, AT, laid=(back,), withdrawn=(back,))).text
    assert text.count("the draft was taken back") == 1


def test_before_days_of_rest_it_looks_further_than_tomorrow() -> None:
    friday = Item(1, owed("Jan Lis", EN, due=date(2026, 11, 27), status=Status.DUE))
    assert headings(told(Morning(DAY, CODE, AT, due=(friday,))))[0] == "Until the next morning mail"
    assert headings(told(Morning(DAY, CODE, AT, due=whole(EN).due)))[0] == "Today and tomorrow"


def test_an_overdue_line_without_reason_says_where_to_ask() -> None:
    alone = told(Morning(DAY, CODE, AT, overdue=(Item(1, owed("Jan Lis", EN)),)))
    assert "no draft; the reason: mailfollow why jan-lis.follow_up.2026-11-18" in alone.text
    assert "a draft comes" not in alone.text


def test_a_draft_with_a_gap_says_so_and_a_bounce_reopens() -> None:
    gap = Item(1, owed("Jan Lis", EN), draft(to=None))
    back = Item(2, owed("Ida Brandt", EN, reason=Reason.of(Code.BOUNCED, to="ida@example.net")))
    mail = told(Morning(DAY, CODE, AT, overdue=(gap, back)))
    assert "draft waits in “Szkice”; ✎ one line is yours to write" in mail.text
    assert "the mail to ida@example.net came back, so the promise is open again" in mail.text


def test_what_ended_otherwise_is_not_ticked() -> None:
    newer = Reason.of(Code.NEWER_MEETING, on="2026-11-20")
    dropped = owed("Jan Lis", EN, status=Status.DROPPED, reason=newer)
    mail = told(Morning(DAY, CODE, AT, kept=(Item(1, dropped),)))
    assert "ended: a newer meeting on 20 November 2026 has taken its place" in mail.text
    assert "✓" not in mail.text


def test_a_delay_is_told_beside_the_bounces() -> None:
    slow = (owed("Jan Lis", EN), arrival(Arrival.DELAYED, address="jan@example.net"))
    assert (
        "is delayed; the server is still trying"
        in told(Morning(DAY, CODE, AT, bounced=(slow,))).text
    )


def test_an_answer_about_nothing_known_shows_what_it_was_about() -> None:
    unnamed = replace(whole(EN), names={})
    assert "   a.b.c\n   done (“2 ok, done”)\n" in told(unnamed).text


# --- calls ----------------------------------------------------------------------------------


def called(**values: Any) -> Read:
    item = whole(EN).calls[0]
    state = {name: values.pop(name) for name in ("tried_at",) if name in values}
    item = replace(item, state=replace(item.state, **state), **values)
    return told(Morning(DAY, CODE, AT, calls=(item,)))


def test_a_call_has_the_number_to_tap_and_what_to_say() -> None:
    mail = called()
    assert mail.links["Call +49 541 000000"] == ["tel:+49541000000"]
    assert mail.links["SMS"] == ["sms:+49541000000"]
    assert "If I can help in some other way, do tell me." in mail.html
    assert mail.html.index("What to say:") < mail.html.index("As promised, I am calling")


def test_a_text_that_is_ready_goes_along_with_the_number() -> None:
    mail = told(Morning(DAY, CODE, AT, calls=whole(EN).calls[1:]))
    (link,) = mail.links["SMS"]
    assert link.startswith("sms:+48601000000?body=Hello%2C%20thank%20you%20for%20our")
    assert "+" not in link.partition("?")[2]


def test_it_says_when_nobody_answered() -> None:
    tried = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
    assert "last tried on Fri 20 Nov, 10:05, nobody answered" in called(tried_at=tried).text


@pytest.mark.parametrize(
    ("known", "open_"),
    [
        (Circumstances(passed_on=DAY), True),
        (Circumstances(passed_on=DAY, outcome=Outcome.ANSWERED, outcome_on=DAY), True),
        (Circumstances(passed_on=DAY, outcome=Outcome.DECLINED), False),
        (Circumstances(passed_on=DAY, outcome=Outcome.BOUNCED), False),
        (Circumstances(), False),
    ],
)
def test_what_the_third_person_said_can_be_told_while_it_is_open(
    known: Circumstances, open_: bool
) -> None:
    links = called(circumstances=known).links
    assert ("Jana Klein: yes" in links) is open_
    assert ("Jana Klein: no" in links) is open_


def test_other_calls_have_no_third_person() -> None:
    links = told(Morning(DAY, CODE, AT, calls=whole(EN).calls[1:])).links
    assert "Jana Klein: yes" not in links


# --- answers --------------------------------------------------------------------------------

LINKS = {
    PL: "zrobione,jutro,za tydzień,porzuć,dzwoniłam,próbowałam,tak,nie,teraz,otwórz,"
    "Jana Klein: tak,Jana Klein: nie",
    DE: "erledigt,morgen,in einer Woche,weg,angerufen,versucht,ja,nein,jetzt,offen,"
    "Jana Klein: ja,Jana Klein: nein",
    EN: "done,tomorrow,a week,drop,called,tried,yes,no,now,reopen,Jana Klein: yes,Jana Klein: no",
}
MEANT = {
    *(Verb.DONE, Verb.SNOOZE, Verb.DROP, Verb.TRIED),
    *(Verb.YES, Verb.NO, Verb.DRAFT, Verb.REOPEN),
}


@pytest.mark.parametrize("language", Language)
def test_a_tap_says_what_its_word_says(language: Language) -> None:
    mail = told(whole(language), language)
    numbers = {item.number for item in whole(language).items}
    assert set(LINKS[language].split(",")) == {a.label for a in mail.answers}
    for answer in mail.answers:
        assert answer.to == "ewa@example.org"
        assert answer.fields["subject"] == f"Re: {mail.message['Subject']}"
        assert answer.fields["In-Reply-To"] == f"<{ID}>"
        assert set(answer.fields) == {"subject", "body", "In-Reply-To"}
        number, word = answer.fields["body"].split(" ", 1)
        assert int(number) in numbers
        assert answer.label.endswith(word)
        assert "+" not in answer.href


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("gender", [Gender.F, Gender.M, None])
def test_every_answer_that_is_offered_is_understood(
    language: Language, gender: Gender | None
) -> None:
    mail = told(whole(language), language, gender=gender)
    days: dict[Verb, set[str]] = {}
    for answer in mail.answers:
        (heard,) = answers(answer.fields["body"], DAY)
        assert heard.verb is not None, answer
        assert heard.numbers == (int(answer.fields["body"].split()[0]),)
        days.setdefault(heard.verb, set()).add(heard.arg)
    assert days.keys() == MEANT
    assert days[Verb.SNOOZE] == {"2026-11-24", "2026-11-30"}
    for said in example(mail).split(", "):
        assert all(heard.verb for heard in answers(said, DAY)), said


@pytest.mark.parametrize("language", Language)
def test_where_a_client_quotes_it_unmarked_it_answers_nothing(language: Language) -> None:
    for morning in (whole(language), usual(language)):
        mail = told(morning, language)
        for text in (mail.text, from_html(mail.html)):
            assert [a for a in answers(text, DAY) if a.verb] == []


def test_polish_words_agree_with_the_user() -> None:
    for gender, words in ((Gender.F, "dzwoniłam, próbowałam"), (Gender.M, "dzwoniłem, próbowałem"),
                          (None, "zrobione, porzuć, nieodebrane")):  # fmt: skip
        assert words in told(whole(PL), PL, gender=gender).text
    assert not re.search("dzwonił|próbował", told(whole(PL), PL, gender=None).html)


def test_each_line_offers_what_can_be_said_of_it() -> None:
    offered: dict[int, list[str]] = {}
    for answer in told(whole(EN)).answers:
        offered.setdefault(int(answer.fields["body"].split()[0]), []).append(answer.label)
    assert offered == {
        **{n: ["done", "tomorrow", "a week", "drop"] for n in (1, 2, 3, 4)},
        5: ["called", "tried", "tomorrow", "a week", "drop", "Jana Klein: yes", "Jana Klein: no"],
        6: ["called", "tried", "tomorrow", "a week", "drop"],
        7: ["yes", "no"],
        8: ["now", "done", "a week", "drop"],
        9: ["reopen"],
        10: ["reopen"],
    }


def test_the_example_fits_what_is_there() -> None:
    every = whole(EN)
    asked = told(Morning(DAY, CODE, AT, questions=every.questions))
    assert example(asked) == "7 yes"
    both = told(Morning(DAY, CODE, AT, overdue=every.overdue, announced=every.announced))
    assert example(both) == "1 done, 2 fri, 8 now"


def test_without_a_numbered_line_it_does_not_say_how_to_answer() -> None:
    mail = told(Morning(DAY, CODE, AT, heard=whole(EN).heard))
    assert not mail.answers
    assert "above the quote" not in mail.text + mail.html


def test_the_text_has_no_mailto() -> None:
    assert "mailto:" not in told(whole(PL), PL).text


# --- how long it may be ---------------------------------------------------------------------


@pytest.mark.parametrize(("n", "kilobytes"), [(5, 20), (20, 56), (200, 60)])
def test_it_stays_well_below_what_gmail_cuts(n: int, kilobytes: int) -> None:
    mail = told(long(PL, n), PL)
    assert len(mail.html.encode()) <= kilobytes * 1000
    shown = len(re.findall(r"(?m)^ ?\d+ Anna", mail.text))
    assert shown == len({a.fields["body"].split()[0] for a in mail.answers})
    more = re.search(r"i jeszcze (\d+): mailfollow status", mail.text)
    assert shown + int(more[1] if more else 0) == n
    assert (more is not None) is (n > 20)
    assert ("i jeszcze" in mail.html) is (more is not None)


def test_even_endless_names_in_every_section_are_cut() -> None:
    endless = "Ä" * 2_000
    every = whole(PL)
    person = replace(every.overdue[0].state.commitment.contact, name=endless)
    of = replace(every.overdue[0].state.commitment, contact=person)
    state = replace(every.overdue[0].state, commitment=of)
    lines = tuple(Item(n, state, draft(mailbox=endless)) for n in range(45))
    names = dict.fromkeys(("overdue", "due", "questions", "announced", "kept"), lines)
    others = {"problems": (endless,) * 45}
    mail = told(replace(every, **names, **others), PL)
    assert len(mail.html.encode()) <= digest.MOST_BYTES
    assert "…" in mail.html


@pytest.mark.parametrize("language", Language)
def test_the_text_fits_a_terminal(language: Language) -> None:
    wide = [line for line in told(whole(language), language).text.splitlines() if len(line) > 76]
    assert all(line.startswith("   sms:") for line in wide)


def test_more_than_one_day_ahead_is_no_new_year() -> None:
    late = owed("Jan Lis", EN, due=date(2027, 1, 4), status=Status.UPCOMING)
    day = date(2026, 12, 28)
    morning = Morning(day, CODE, AT + timedelta(days=35), read=(late,), ahead=(late,))
    assert "by 4 Jan 2027" in told(morning).text


def test_kinds_are_told_in_their_words() -> None:
    lines = tuple(Item(n, owed("Jan Lis", EN, kind)) for n, kind in enumerate(Kind, 1))
    text = told(Morning(DAY, CODE, AT, overdue=lines)).text
    for said in ("write after", "pass the card on", "call back", "send:", "keep in touch"):
        assert said in text
