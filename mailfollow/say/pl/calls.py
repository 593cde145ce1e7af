"""Co powiedzieć przez telefon albo krótko napisać, po polsku (LETTERS.md, list 10).

`ADDRESS`: jak zwracać się do osoby. Bez `gender` nie ma Pana ani Pani, więc zdanie obywa się
bez zaimka.
"""

from __future__ import annotations

ABOUT = frozenset("o na nad".split())
ADDRESS = {
    "familiar": {
        "hello": "Cześć",
        "your": "Twoje",
        "you": "Cię",
        "to_you": "Ci",
        "for_you": "dla Ciebie",
        "with_you": "u Ciebie",
        "tell": "powiedz śmiało",
    },
    "m": {
        "hello": "Dzień dobry",
        "your": "Pana",
        "you": "Pana",
        "to_you": "Panu",
        "for_you": "dla Pana",
        "with_you": "u Pana",
        "tell": "proszę śmiało powiedzieć",
    },
    "f": {
        "hello": "Dzień dobry",
        "your": "Pani",
        "you": "Pani",
        "to_you": "Pani",
        "for_you": "dla Pani",
        "with_you": "u Pani",
        "tell": "proszę śmiało powiedzieć",
    },
    "neutral": {"hello": "Dzień dobry", "tell": "proszę śmiało powiedzieć"},
}

PHRASES = {
    "call.opening": (
        "Zgodnie z obietnicą oddzwaniam[ po naszej rozmowie {place}]"
        "[: {third} ma {your} dane od {since}|: {third} ma te dane kontaktowe od {since}]."
    ),
    "call.none": (
        "Odpowiedzi do tej pory nie mam i nie chcę [pozostawiać {you} w niepewności|tego "
        "przemilczeć]."
    ),
    "call.away": (
        "[Przed {until} nie|Na razie nie] będzie stamtąd odpowiedzi i nie chcę "
        "[pozostawiać {you} w niepewności|tego przemilczeć]."
    ),
    "call.declined": (
        "W tej chwili spotkanie nie jest tam możliwe. "
        "[Wolę powiedzieć {to_you} to wprost|Wolę powiedzieć to wprost], niż milczeć."
    ),
    "call.accepted": "Odpowiedź brzmi „tak”: spotkanie jest możliwe.",
    "call.offer": "Jeśli mogę pomóc w inny sposób, {tell}.",
    "call.arrange": "Wszystko inne najlepiej ustalić bezpośrednio.",
    # --- a short message, behind the greeting ---
    "sms.follow_up": (
        "dziękuję za rozmowę[ {talk}| {place}].[ Może {meet}?| Chętnie pozostanę w kontakcie.]"
    ),
    "sms.introduce": (
        "mam[ {for_you}] kontakt[ z rozmowy {place}]: {card}.[ Temat: {about}.] "
        "Wystarczy mi jedno słowo: tak, nie albo później."
    ),
    "sms.call_back": (
        "zgodnie z obietnicą odzywam się[ po naszej rozmowie {place}]"
        "[: {third} ma {your} dane od {since}|: {third} ma te dane kontaktowe od {since}]. "
        "{outcome}"
    ),
    "sms.send": ("pamiętam o obietnicy[: {text}]. Proszę o adres e-mail, na który mogę to wysłać."),
    "sms.say": "pamiętam o obietnicy[: {text}]. Kiedy mogę zadzwonić?",
    "sms.keep_in_touch": ("chętnie się dowiem, co[ {with_you}] słychać. Kiedy mogę zadzwonić?"),
}
