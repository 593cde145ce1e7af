"""The day that people name in their auto-replies."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.mail.absence import away_until

RECEIVED = date(2026, 5, 4)
MAY_14, MAY_18 = date(2026, 5, 14), date(2026, 5, 18)

UNTIL_14_MAY = """
Jestem na urlopie do 14 maja.
do 14 maja włącznie mnie nie ma
Do dnia 14 maja 2026 r. jestem niedostępna.
Od 4 maja do 14 maja nie odbieram poczty.
W dniach 4-14 maja przebywam na urlopie.
Urlop 04.05.2026 – 14.05.2026
Nieobecność: 4.05-14.05
do czwartku, 14 maja
będę niedostępna do 14.05.
Odpowiem po 14 maja.
Ich bin bis 14. Mai nicht im Büro.
Ich bin bis (einschließlich) 14. Mai 2026 nicht erreichbar.
bis einschl. 14. Mai
Vom 4. bis 14. Mai bin ich im Urlaub.
bis zum 14.05.26 abwesend
bis Donnerstag, den 14. Mai 2026, nicht da
Vom 4.5. bis 14.5. bin ich auf Reisen.
Ich melde mich nach dem 14. Mai.
I am out of office until 14 May.
Out of office until May 14th, 2026
away through Thursday, May 14
from 4 May to 14 May I am travelling
away 4 May – 14 May
I'm on leave 4–14 May.
up to and including the 14th of May 2026
until 2026-05-14
until 14/05/2026
until 5/14/2026
I'll get back to you after 14 May.
Thank you for your mail of 2 May 2026. I am away until 14 May.
Automatic reply: away until 14 May
"""

BACK_18_MAY = """
Wracam 18 maja.
wrócę w poniedziałek 18 maja 2026
Urlop od 5 maja\\nPowrót: 18.05.2026
Będę dostępna od 18 maja.
Urlaub ab 5. Mai\\nWieder da ab 18. Mai
Od 18 maja będę znów w biurze.
Jestem na urlopie do 14 maja. Do pracy wracam 18 maja.
Ab dem 18. Mai bin ich wieder erreichbar.
Ich bin ab dem 4. Mai im Urlaub und ab Montag, dem 18. Mai, wieder da.
Am 18.05. bin ich zurück.
Ich kehre am 18. Mai 2026 zurück.
Ab 18.5.2026 stehe ich Ihnen\\nwieder zur Verfügung.
Erreichbar bin ich ab 18. Mai.
I will be back on 18 May.
I'll be back in the office on Monday, 18 May.
Returning on May 18th.
I am available again from 18 May 2026
away until 14 May, back 2026-05-18
I will not be back before 18 May.
"""

NOTHING = """
Jestem na urlopie.
Od 5 maja jestem na urlopie.
niedostępna od 5 maja
Od 5 maja nie jestem dostępna.
Ich bin ab dem 5. Mai nicht erreichbar.
Ich bin ab dem 5. Mai im Urlaub.
Thank you for your mail of 6 May 2026.
I am away from 5 May.
until Monday
until 04/05/2026
until 06/07/2026
do godz. 16:10
czynne do 16:10
until further notice, version 14.05.1
until 14 May 2025
do 14 maja 2025
until 14 May 2028
until 31 June
until 32 May
until 2026-13-40
until 3 May
do 1 maja
until 20 April
"""


def lines(table: str) -> list[str]:
    return [line.replace("\\n", "\n") for line in table.strip().split("\n")]


@pytest.mark.parametrize("text", lines(UNTIL_14_MAY))
def test_until_a_day_means_that_day(text: str) -> None:
    assert away_until(text, RECEIVED) == MAY_14


@pytest.mark.parametrize("text", lines(BACK_18_MAY))
def test_back_on_a_day_means_that_day(text: str) -> None:
    assert away_until(text, RECEIVED) == MAY_18


@pytest.mark.parametrize("text", lines(NOTHING))
def test_what_names_no_day(text: str) -> None:
    assert away_until(text, RECEIVED) is None


@pytest.mark.parametrize(
    ("text", "received", "day"),
    [
        ("until 2 January", date(2026, 12, 20), date(2027, 1, 2)),
        ("bis 6.1.", date(2026, 12, 20), date(2027, 1, 6)),
        ("do 14 maja", MAY_14, MAY_14),
        ("back on 18 May", MAY_18, MAY_18),
        ("until 29 February", date(2028, 2, 20), date(2028, 2, 29)),
        ("until 29 February", date(2027, 2, 20), None),
        ("until 3 May 2027", RECEIVED, date(2027, 5, 3)),
        ("until 31 December 2027", RECEIVED, None),
        ("until 14 May (until 30 June for invoices)", RECEIVED, MAY_14),
    ],
)
def test_which_year(text: str, received: date, day: date | None) -> None:
    assert away_until(text, received) == day


MONTHS = {
    "do {} {}": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "bis {}. {}": "Januar Februar März April Mai Juni Juli August September Oktober November "
    "Dezember",
    "until {} {}": "January February March April May June July August September October November "
    "December",
    "until {} {}.": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
}


@pytest.mark.parametrize("frame", MONTHS)
def test_all_months(frame: str) -> None:
    for number, name in enumerate(MONTHS[frame].split(), start=1):
        day = date(2026, number, 9)
        assert away_until(frame.format(9, name), day) == day, name


@given(st.dates(date(2026, 5, 4), date(2027, 5, 3)))
def test_every_form_of_a_day(day: date) -> None:
    for written in (f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}"):
        assert away_until(f"back on {written}", RECEIVED) == day


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    away_until(text, RECEIVED)


PIECES = ["bis ", "do ", "14.", " Mai", "maja", "wieder", " - ", "(", "5.", "2026", "until ", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_day_is_never_past_nor_far(text: str) -> None:
    found = away_until(text, RECEIVED)
    assert found is None or RECEIVED <= found <= RECEIVED + timedelta(days=366)


@pytest.mark.parametrize("bomb", ["bis " * 50_000, "1.1." * 50_000, "(" * 100_000, "4-" * 50_000])
def test_bombs_end_soon(bomb: str) -> None:
    began = time.monotonic()
    away_until("until " + bomb + "14 May", RECEIVED)
    assert time.monotonic() - began < 0.5
