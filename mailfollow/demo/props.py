"""What Ewa has written: her two files, and one mail."""

CONFIG = """\
[me]
name      = "Ewa Zielińska"
gender    = "f"
language  = "en"
timezone  = "Europe/Warsaw"
signature = "Ewa Zielińska"

[accounts.demo]
address  = "{address}"
password = {{ file = "{password}" }}
imap     = {{ host = "127.0.0.1", port = {port}, tls = "none" }}

[digest]
send = false  # the story is the same on every day of the week
"""

PEOPLE = """\
on = {day}
at = "InfoShare, Gdańsk"

[[contacts]]
name         = "Anna Kowalska"
email        = "anna.kowalska@example.pl"
language     = "pl"
formal       = false
greeting     = "Cześć, Aniu,"
talked_about = "o trasach rowerowych w Bieszczadach"
in_common    = "obie jeździmy na gravelach"
bridge_ask   = "czy znasz pętlę wokół Otrytu?"

[[contacts]]
name         = "Max Müller"
title        = "Dr."
gender       = "m"
email        = "max.mueller@example.com"
language     = "de"
talked_about = "über Bodenökologie"

[[contacts]]
name         = "Priya Nair"
email        = "priya@example.net"
language     = "en"
talked_about = "about licensing public transport data"
bridge_news  = "the city's consultation on open timetables, https://example.org/consultation"
"""

WRITTEN_BY_HERSELF = """\
Guten Tag, Herr Dr. Müller,

unser Gespräch über Bodenökologie geht mir noch nach. Der Aufsatz, von dem ich erzählt habe,
liegt hier: https://example.org/boden

Herzliche Grüße
Ewa Zielińska
"""

ADDED = "PS Zdjęcia z gór już wrzucam do chmury."
