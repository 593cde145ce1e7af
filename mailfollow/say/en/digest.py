"""The morning mail, in English."""

from __future__ import annotations

_ANSWERS = {
    "done": "done",
    "tomorrow": "tomorrow",
    "week": "a week",
    "drop": "drop",
    "friday": "fri",
    "called": "called",
    "tried": "tried",
    "yes": "yes",
    "no": "no",
    "now": "now",
    "reopen": "reopen",
}
ANSWERS = {"f": _ANSWERS, "m": _ANSWERS, "neutral": _ANSWERS}

PHRASES = {
    # --- the subject: what there is, in numbers ---
    "digest.subject": "mailfollow, {day}: {news}",
    "digest.n.paused.one": "paused",
    "digest.n.blind.one": "{n} account not checked",
    "digest.n.blind.other": "{n} accounts not checked",
    "digest.n.overdue.one": "{n} overdue",
    "digest.n.overdue.other": "{n} overdue",
    "digest.n.due.one": "{n} due",
    "digest.n.due.other": "{n} due",
    "digest.n.calls.one": "{n} to call",
    "digest.n.calls.other": "{n} to call",
    "digest.n.questions.one": "{n} question",
    "digest.n.questions.other": "{n} questions",
    "digest.n.bounced.one": "{n} came back",
    "digest.n.bounced.other": "{n} came back",
    "digest.n.kept.one": "{n} ticked off",
    "digest.n.kept.other": "{n} ticked off",
    "digest.news": "news",
    # --- headings ---
    "digest.ahead": "The coming two weeks",
    "digest.today_tomorrow": "Today and tomorrow",
    "digest.until_next": "Until the next morning mail",
    "digest.calls": "To call",
    "digest.questions": "Questions",
    "digest.bounced": "Came back",
    "digest.drafts": "Drafts",
    "digest.kept": "Ticked off",
    "digest.read": "New in the people files",
    "digest.problems": "To be mended in the people files",
    "digest.heard": "Heard by mail",
    "digest.announced": "Drafts to come",
    "digest.blind": "Not checked",
    "digest.paused": "Paused",
    "digest.resume": (
        "Drafting is paused: {reason}. Please have a look at your mailbox; "
        "the answer “resume” lets it go on."
    ),
    "digest.crib": "What to say:",
    # --- lines ---
    "digest.question": "{mail}. Not certain: {reason}. Does it keep the promise?",
    "digest.proof": "✓ [{mail}: {reason}|{reason}][ ({notes})]",
    "digest.tried": "last tried on {day}, nobody answered",
    "digest.tel": "Call {number}",
    "digest.outcome": "[{third}|answer]: {answer}",
    "digest.more": "and {n} more: mailfollow status",
    # --- how to answer ---
    "digest.answer": "Simply answer this mail, above the quote: {example}",
    "digest.words": "Words it knows: {words}. Putting off: {days}, 12.12.",
}
