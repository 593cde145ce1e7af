"""People files as people write them, and the values they become."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import Bridge, BridgeKind, Gender, Kind, Language, Third, Title
from tests.people.home import CONFIG, Home

DAY = date(2026, 11, 18)  # a Wednesday


def one(home: Home, lines: str, head: str = "on = 2026-11-18") -> Home:
    entry = '\n[[contacts]]\nname = "Anna Kowalska"\nemail = "anna@example.pl"\n'
    return home.people(f"{head}{entry}{lines}\n")


def promised(home: Home, lines: str) -> Home:
    return one(home, f"[[contacts.promises]]\n{lines}")


def test_the_smallest_entry(home: Home) -> None:
    contact = one(home, "").contact()
    assert (contact.id, contact.first, contact.surname) == ("anna-kowalska", "Anna", "Kowalska")
    assert contact.addresses == ("anna@example.pl",)
    assert contact.source == "people/a.toml"
    assert contact.language is Language.PL
    assert contact.formal
    meeting = home.meeting()
    assert (meeting.contact, meeting.on, meeting.follow_up) == ("anna-kowalska", DAY, True)


@pytest.mark.parametrize(
    ("language", "formal"), [("pl", True), ("de-AT", True), ("English", False)]
)
def test_form_of_address_follows_the_language(home: Home, language: str, formal: bool) -> None:
    assert one(home, f'language = "{language}"').contact().formal is formal


@pytest.mark.parametrize("f", ["f", "F", "w", "k", "kobieta", "Frau", "weiblich", "Pani", "female"])
def test_gender_in_three_languages(home: Home, f: str) -> None:
    assert one(home, f'gender = "{f}"').contact().gender is Gender.F


@pytest.mark.parametrize("m", ["m", "mężczyzna", "Herr", "pan", "male", "Mann"])
def test_the_other_gender(home: Home, m: str) -> None:
    assert one(home, f'gender = "{m}"').contact().gender is Gender.M


def test_everything_about_a_person(home: Home) -> None:
    contact = (
        home.people("""
        [[contacts]]
        name = "Dr. Max  Müller"
        email = "Max Müller <max@müller.example>"
        addresses = ["MAX@xn--mller-kva.example", "max@example.com"]
        phone = ["+49 541 000000", "0541 000001"]
        company = "Müller Freiraumplanung"
        language = "de_DE"
        greeting = "Lieber Max,"
        account = "work"
        id = "max"
    """)
        .load()[0]
        .contacts[0]
    )
    assert (contact.id, contact.name, contact.title) == ("max", "Max Müller", Title.DR)
    assert contact.addresses == ("max@xn--mller-kva.example", "max@example.com")
    assert contact.phones == ("+49 541 000000", "0541 000001")
    assert (contact.greeting, contact.account) == ("Lieber Max,", "work")


@pytest.mark.parametrize(
    "on",
    ["2026-11-18", '"2026-11-18"', '"18.11.2026"', '"18. 11. 2026"', '"18.11.2026 r."'],
)  # fmt: skip
def test_days_as_they_are_written(home: Home, on: str) -> None:
    assert one(home, "", head=f"on = {on}").meeting().on == DAY


@pytest.mark.parametrize(
    "on",
    ["2026-11-18T18:00", "2026-11-18 18:00:00", '"18.11.2026 18:00"', '"2026-11-18 18:00"',
     "2026-11-18T17:00:00Z", "2026-11-18T18:00:00+01:00"],
)  # fmt: skip
def test_a_time_of_day_is_by_the_users_clock(home: Home, on: str) -> None:
    meeting = one(home, "", head=f"on = {on}").meeting()
    assert (meeting.on, meeting.moment) == (DAY, datetime(2026, 11, 18, 17, 0, tzinfo=UTC))


def test_a_moment_elsewhere_is_a_day_at_home(home: Home) -> None:
    meeting = one(home, "", head="on = 2026-11-17T20:00:00-05:00").meeting()
    assert meeting.on == DAY


class TestMeetings:
    def test_the_file_is_the_event(self, home: Home) -> None:
        meeting = one(home, "", head='on = 2026-11-18\nat = "na InfoShare"').meeting()
        assert (meeting.on, meeting.at) == (DAY, "na InfoShare")

    def test_what_was_said(self, home: Home) -> None:
        meeting = one(
            home,
            'talked_about = "o trasach"\nin_common = "obie jeździmy"\nbridge_ask = "Gdzie?"',
        ).meeting()
        assert (meeting.talked_about, meeting.in_common) == ("o trasach", "obie jeździmy")
        assert meeting.bridge == Bridge(BridgeKind.ASK, "Gdzie?")

    def test_a_day_of_ones_own_has_no_place_of_the_file(self, home: Home) -> None:
        meeting = one(home, "met = 2026-11-20", 'on = 2026-11-18\nat = "na InfoShare"').meeting()
        assert (meeting.on, meeting.at) == (date(2026, 11, 20), None)

    def test_a_place_of_the_file_with_days_of_ones_own(self, home: Home) -> None:
        meeting = one(home, "met = 2026-11-20", 'at = "na InfoShare"').meeting()
        assert (meeting.on, meeting.at) == (date(2026, 11, 20), "na InfoShare")

    def test_no_day_no_meeting(self, home: Home) -> None:
        assert one(home, "", head="").good().meetings == ()

    def test_a_card_without_a_promise(self, home: Home) -> None:
        assert not one(home, "follow_up = false").meeting().follow_up

    def test_tables_of_their_own(self, home: Home) -> None:
        meetings = one(home, """
bridge_meet = "kawa 3 grudnia"
[[contacts.met]]
on = 2026-11-20
at = "w kawiarni"
[[contacts.met]]
on = 2026-12-03
talked_about = "o mapach"
follow_up = false
""").good().meetings  # fmt: skip
        assert [(m.on.day, m.at, m.talked_about, m.follow_up) for m in meetings] == [
            (20, "w kawiarni", None, True),
            (3, None, "o mapach", False),
        ]
        assert [m.bridge for m in meetings] == [Bridge(BridgeKind.MEET, "kawa 3 grudnia"), None]

    def test_said_twice(self, home: Home) -> None:
        told = one(
            home,
            'talked_about = "o a"\n[[contacts.met]]\non = 2026-11-20\ntalked_about = "o b"',
        ).problems()
        assert told == [
            "people/a.toml:5: Anna Kowalska: “talked_about” stands here and under "
            "[[contacts.met]]: keep one of them."
        ]

    def test_the_first_of_two_bridges(self, home: Home) -> None:
        found, problems = one(home, 'bridge_ask = "Gdzie?"\nbridge_news = "link"').load()
        assert found.meetings[0].bridge == Bridge(BridgeKind.NEWS, "link")
        assert [(p.line, p.fatal) for p in problems] == [(5, False)]

    def test_somebody_of_another_file(self, home: Home) -> None:
        one(home, "")
        for who in ("anna-kowalska", "Anna Kowalska", "Kowalska, Anna", "anna@example.pl"):
            home.people(f'[[meetings]]\ncontact = "{who}"\non = 2026-11-21\nat = "x"\n', "b.toml")
            latest = home.good().meetings[-1]
            assert (latest.contact, latest.on.day, latest.source) == (
                "anna-kowalska", 21, "people/b.toml"
            )  # fmt: skip


class TestPromises:
    @pytest.mark.parametrize(
        ("by", "expected"),
        [
            ("2026-11-25", date(2026, 11, 25)),
            ('"25.11.2026"', date(2026, 11, 25)),
            ('"friday"', date(2026, 11, 20)),
            ('"am Freitag"', date(2026, 11, 20)),
            ('"w piątek"', date(2026, 11, 20)),
            ('"środa"', date(2026, 11, 25)),  # the next one after the day it was promised
            ('"Dienstag"', date(2026, 11, 24)),
        ],
    )
    def test_a_day_the_user_set(self, home: Home, by: str, expected: date) -> None:
        promise = promised(home, f'send = "slajdy"\nby = {by}').promise()
        assert (promise.by, promise.within) == (expected, None)

    @pytest.mark.parametrize(
        ("by", "expected"),
        [
            ("3 days", Duration(3)),
            ("3 Tage", Duration(3)),
            ("3 dni", Duration(3)),
            ("1 Woche", Duration(1, Unit.WEEK)),
            ("2 tygodnie", Duration(2, Unit.WEEK)),
            ("a week", Duration(1, Unit.WEEK)),
            ("3d", Duration(3)),
            ("2 miesiące", Duration(2, Unit.MONTH)),
        ],
    )
    def test_a_length(self, home: Home, by: str, expected: Duration) -> None:
        promise = promised(home, f'send = "slajdy"\nby = "{by}"').promise()
        assert (promise.by, promise.within) == (None, expected)

    def test_the_day_it_was_given(self, home: Home) -> None:
        assert promised(home, 'send = "x"').promise().on == DAY
        assert promised(home, 'send = "x"\non = 2026-11-19').promise().on.day == 19
        assert (
            one(home, 'met = 2026-11-20\n[[contacts.promises]]\nsend = "x"').promise().on.day == 20
        )

    def test_it_knows_its_meeting(self, home: Home) -> None:
        promise = promised(home, 'send = "x"').promise()
        assert promise.meeting == home.meeting()

    def test_introductions(self, home: Home) -> None:
        promise = promised(
            home,
            'introduce_to = "Jana Klein <jana@example.net>"\nabout = "Stadtgrün"\n'
            'introduce = "joint"\nconsent = false\ncall_back = false\noutcome = "no"',
        ).promise()
        assert promise.kind is Kind.INTRODUCE
        assert promise.third == Third("Jana Klein", None, "jana@example.net")
        assert (promise.about, promise.joint) == ("Stadtgrün", True)
        assert (promise.consent, promise.call_back, promise.outcome) == (False, False, False)

    def test_a_third_person_who_is_a_contact(self, home: Home) -> None:
        jana = '[[contacts]]\nname = "Dr. Jana Klein"\nemail = "jana@example.net"\n'
        home.people(jana + 'language = "de"', "z.toml")
        for written in ("Jana Klein", "jana-klein", "Jana <JANA@example.net>", "jana@example.net"):
            promise = promised(home, f'introduce_to = "{written}"').promise()
            assert promise.third
            assert (promise.third.name, promise.third.contact) == ("Jana Klein", "jana-klein")

    def test_a_third_person_nobody_knows_is_kept_and_told(self, home: Home) -> None:
        found, problems = promised(home, 'introduce_to = "Jana Klein"').load()
        assert found.promises[0].third == Third("Jana Klein")
        assert [(p.line, p.who, p.fatal) for p in problems] == [(6, "Anna Kowalska", False)]

    def test_say_and_keep_in_touch(self, home: Home) -> None:
        text = 'say = "termin"\nby = "3 days"\n[[contacts.promises]]\nkeep_in_touch = "6 weeks"'
        say, touch = promised(home, text).good().promises
        assert (say.kind, say.text, say.within) == (Kind.SAY, "termin", Duration(3))
        assert (touch.kind, touch.every) == (Kind.KEEP_IN_TOUCH, Duration(6, Unit.WEEK))

    def test_a_promise_in_another_file(self, home: Home) -> None:
        one(home, "")
        text = '[[promises]]\ncontact = "anna-kowalska"\nsend = "x"\non = 2026-11-21\n'
        promise = home.people(text, "b.toml").promise()
        assert (promise.contact, promise.source) == ("anna-kowalska", "people/b.toml")
        assert promise.meeting == home.meeting()

    def test_a_later_meeting_is_not_its_own(self, home: Home) -> None:
        one(home, "[[contacts.met]]\non = 2026-11-18\n[[contacts.met]]\non = 2026-12-03")
        text = '[[promises]]\ncontact = "anna-kowalska"\nsend = "x"\non = 2026-11-21\n'
        meeting = home.people(text, "b.toml").promise().meeting
        assert meeting
        assert meeting.on == DAY


def test_odd_but_certain(home: Home) -> None:
    """A byte order mark, other line ends, non-breaking blanks, several lines in one text."""
    text = '\ufeffon\u00a0= 2026-11-18\r\n[[contacts]]\r\nname = "Anna Kowalska"\r\n'
    text += 'email = ["anna@example.pl"]\r\ntalked_about = """o trasach\r\n  w Bieszczadach"""\r\n'
    (home.root / "people/a.toml").write_bytes(text.encode())
    assert home.meeting().talked_about == "o trasach w Bieszczadach"


def test_empty_is_absent(home: Home) -> None:
    contact = one(home, 'company = ""\nphone = ""\ngreeting = " "').contact()
    assert (contact.company, contact.phones) == (None, ())


def test_a_name_in_doubt_is_asked_about(home: Home) -> None:
    home.people('[[contacts]]\nname = "Müller Max"\nemail = "max@example.com"\nlanguage = "de"')
    (problem,) = home.load()[1]
    assert not problem.fatal
    assert str(problem) == (
        'people/a.toml:2: Müller Max: Is Max the first name? Then write name = "Max Müller"; '
        'else add surname = "Max".'
    )


def test_a_number_that_cannot_be_called_is_told(home: Home) -> None:
    found, problems = one(home, 'phone = "12"').load()
    assert found.contacts[0].phones == ("12",)
    assert [(p.line, p.fatal) for p in problems] == [(5, False)]


def test_people_in_config(home: Home) -> None:
    home.config(CONFIG + '[[contacts]]\nname = "Anna Kowalska"\nemail = "anna@example.pl"\n')
    assert home.contact().source == "config.toml"
    assert home.loaded().inline_people


def test_files_that_are_none_of_ours(home: Home) -> None:
    one(home, "")
    for name in (".#a.toml", "a.toml~", ".a.toml", "notes.txt"):
        home.people("this is not for you", name)
    (home.root / "people" / "sub.toml.d").mkdir()
    assert len(home.good().contacts) == 1
