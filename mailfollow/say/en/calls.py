"""What to say on the phone or to write in short, in English (LETTERS.md, letter 12).

`ADDRESS`: how the contact is addressed; English has one "you".
"""

from __future__ import annotations

ABOUT = frozenset("about on".split())
_ADDRESSED = {
    "your": "your",
    "you": "you",
    "to_you": "you",
    "for_you": "for you",
    "with_you": "you",
    "tell": "do tell me",
}
_FORMAL = {**_ADDRESSED, "hello": "Hello"}
ADDRESS = {
    "familiar": {**_ADDRESSED, "hello": "Hi"},
    "m": _FORMAL,
    "f": _FORMAL,
    "neutral": _FORMAL,
}

PHRASES = {
    "call.opening": (
        "As promised, I am calling {you} back[ after our conversation {place}]"
        "[. {third} has had {your} card since {since}]."
    ),
    "call.none": "I have had no answer so far, and I do not want to leave {you} wondering.",
    "call.away": (
        "No answer can be expected [before {until}|for the time being], and I do not want to "
        "leave {you} wondering."
    ),
    "call.declined": (
        "A meeting is not possible on that side at present. I would rather tell {to_you} so "
        "plainly than say nothing."
    ),
    "call.accepted": "The answer is yes: a meeting is possible.",
    "call.offer": "If I can help in some other way, {tell}.",
    "call.arrange": "The rest is best arranged directly.",
    # --- a short message, behind the greeting ---
    "sms.follow_up": (
        "thank you for our conversation[ {talk}| {place}].[ How about {meet}?| I would very much "
        "like to stay in touch.]"
    ),
    "sms.introduce": (
        "I have a contact {for_you}[, from a conversation {place}]: {card}."
        "[ The subject: {about}.] One word is enough: yes, no or later."
    ),
    "sms.call_back": (
        "as promised, I am getting back to {you}[ after our conversation {place}]"
        "[. {third} has had {your} card since {since}]. {outcome}"
    ),
    "sms.send": ("I have not forgotten my promise[: {text}]. Which mail address may I send it to?"),
    "sms.say": "I have not forgotten my promise[: {text}]. When may I call?",
    "sms.keep_in_touch": "I would like to hear how {with_you} are. When may I call?",
}
