"""What the commands show, in English."""

from __future__ import annotations

PHRASES = {
    # --- what is owed ---
    "what.follow_up": "write after the meeting[ {place}]",
    "what.introduce": "pass the card on[ to {third}]",
    "what.joint": "introduce[ to {third}], in one mail to both",
    "what.call_back": "call back[ (about {third})]",
    "what.send": "[send: {text}|send what was promised]",
    "what.say": "[promised: {text}|a promise]",
    "what.keep_in_touch": "keep in touch",
    # --- stages of a draft ---
    "stage.intended": "about to be laid",
    "stage.in_doubt": "not confirmed yet",
    "stage.failed": "not laid",
    "stage.waiting": "waiting",
    "stage.edited": "edited by you",
    "stage.gone": "opened or on its way",
    "stage.sent": "sent",
    "stage.withdrawing": "being taken back",
    "stage.withdrawn": "taken back",
    "stage.discarded": "deleted by you",
    "draft.intended": "a draft is being laid into [“{folder}”|Drafts]",
    "draft.in_doubt": "the server has not confirmed the draft yet",
    "draft.failed": "the draft could not be laid",
    "draft.waiting": "draft waits in [“{folder}”|Drafts][; {gap}]",
    "draft.edited": "you have edited the draft in [“{folder}”|Drafts]",
    "draft.gone": "the draft is open somewhere, or on its way",
    "draft.sent": "the draft was sent",
    "draft.withdrawing": "the draft is being taken back",
    "draft.withdrawn": "the draft was taken back",
    "draft.discarded": "you deleted the draft; no new one comes by itself",
    "draft.gap": "✎ one line is yours to write",
    # --- a mail ---
    "mail": "[{subject}|a mail without a subject][, {day}][, to {to}]",
    "question": (
        "{mail}. Not certain: {reason}. Does it keep the promise? {who}: {what}. Please "
        "answer: `mailfollow yes {id}` or `mailfollow no {id}`"
    ),
    # --- status ---
    "status.overdue": "Overdue",
    "status.due": "Due",
    "status.upcoming": "Upcoming",
    "status.ended": "Ended",
    "status.nothing": "Nothing is owed. Every promise is kept.",
    "status.nobody": "No promises yet. The first people file makes the first one.",
    "status.by": "by {day}",
    "status.kept": "kept[: {reason}]",
    "status.dropped": "ended[: {reason}]",
    "status.draft_from": "a draft comes on {at}",
    "status.no_draft": "no draft; the reason: mailfollow why {id}",
    "status.question": ("question: {mail}; {reason}. To answer: mailfollow yes (or no) {id}"),
    "status.call": "[{lacking}; ]call {tel} (what to say: mailfollow why {id})",
    "status.lacking": "no address[ ({who})]",
    "status.held": "no draft: {reason}",
    "status.no_way": "no address, no number[ ({who})]",
    "status.accounts": "Accounts",
    "status.paused": (
        "Drafting is paused: {reason}. "
        "Please have a look at your mailbox; `mailfollow resume` lets it go on."
    ),
    "status.resumed": "Drafts are laid again.",
    "status.going_on": "Nothing is paused.",
    "status.stopped": "mailfollow is not running; `mailfollow run` starts it.",
    "status.blind": (
        "Nothing has been seen at {name} since {since}: what you write there is not ticked off."
    ),
    "account.ok": "fine",
    "account.connecting": "connecting",
    "account.offline": "cannot be reached",
    "account.refused": "log-in refused",
    "account.throttled": "the server asks for patience",
    "account.blind": "not fully checked",
    "account.line": "{name}: {state}[ since {since}][; last checked {last}][. {detail}]",
    "note.gap": "the ✎ line was still in it",
    "note.attachment": "an attachment was announced but is not there",
    # --- what came of an introduction ---
    "came.unpassed": "the card has not been passed on[ to {third}] yet",
    "came.none": "[{third}: no|no] answer so far[; has had the card since {since}]",
    "came.answered": "[{third} answered|an answer came][ on {on}]",
    "came.away": "[{third}: away|away][ until {on}]",
    "came.bounced": "the mail with the card[ to {third}] came back",
    "came.declined": "[{third}: the|the] answer is no",
    "came.accepted": "[{third}: the|the] answer is yes",
    # --- a call ---
    "call.links": "By phone: {tel}, by SMS: {sms}",
    "call.text": "Ready as an SMS: {text}",
    "call.first_pass_on": "first pass the card on; until then there is nothing to tell",
    "call.pass_on_again": "the card never arrived: pass it on again, to another address",
    "call.own_words": "[{third} answered|an answer came][ on {on}]: tell it in your own words",
    # --- what came in ---
    "in.bounce": "the mail[ {mail}][ to {address}] came back",
    "in.delayed": "the mail[ {mail}][ to {address}] is delayed; the server is still trying",
    "in.away": "[{who}: out|out] of office[ until {until}]",
    "in.personal": "a message[ from {who}][: {subject}]",
    "in.answer": "an answer[ from {who}][: {subject}]",
    # --- why ---
    "why.head": "{who} – {what}",
    "why.met": "the meeting[ {place}]; a message is owed",
    "why.promised": "promised: {what}",
    "why.days": ("time: from {opens} to the end of {due}[; after {late} it is late]"),
    "why.due": ("time: until the end of {due}"),
    "why.seen": "{mail}: {verdict} – {reason}[ ({notes})]",
    "why.counts": "counts",
    "why.bounced": "does not count, it came back",
    "why.refused": "does not count, by your word",
    "why.doubt": "uncertain",
    "why.hint": "does not count",
    "why.laid": (
        "a draft[ to {to}| without a recipient, since a line is missing (✎)][, folder “{folder}”]"
    ),
    "why.draft": "the draft: {stage}[ – {reason}]",
    "now.upcoming": "Not due yet[; the days begin on {opens}].",
    "now.snoozed": "Snoozed until {until}.",
    "now.due": "Due[ until the end of {due}].",
    "now.overdue": "Overdue[ since {since}].",
    "now.fulfilled": "Kept[: {reason}].",
    "now.dropped": "Ended[: {reason}].",
    "now.held": "No draft now: {reason}.",
    "now.draft": ("The draft: {stage}[, folder “{folder}”]."),
    "said.done": "you said: done[ ({arg})]",
    "said.snooze": "you said: snooze[ until {arg}]",
    "said.drop": "you said: drop",
    "said.reopen": "you said: reopen",
    "said.yes": "you said: yes, that mail keeps it[: {arg}]",
    "said.no": "you said: no, that mail does not keep it[: {arg}]",
    "said.draft": "you said: a draft, please",
    "said.tried": "you said: tried to call, nobody answered",
    "said.outcome": "you said: the answer is {arg}",
    "outcome.yes": "yes",
    "outcome.no": "no",
    # --- plan ---
    "plan.put": "lay a draft[ to {to}]: {who} – {what}[; {late}]",
    "plan.late": "the letter says it is late",
    "plan.withdraw": "take a draft back: {id}[, to “{trash}”][; {reason}]",
    "plan.fulfil": "kept: {id}; {mail}: {reason}",
    "plan.ask": "question: {id}; {mail}: {reason}",
    "plan.note": "a hint: {id}; {mail}: {reason}",
    "plan.heed": "noted: {id}; {what}",
    "plan.retract": "no longer counted: the mail held against {id}",
    "plan.restage": "the draft of {id}: {was} → {stage}[ ({reason})]",
    "plan.renew": "connect anew to {account}, to look a second time",
    "plan.hear": "heard: {what}",
    "plan.write": "make a people file[: {who}]",
    "plan.clear": "move our own message from “{folder}” to “{trash}”",
    "plan.mail": "send the morning mail to {to}",
    "plan.held": "no draft: {id}; {reason}",
    # --- check ---
    "check.fine": "The configuration is fine.",
    "check.problems": "Worth mending:",
    "check.account": "{name} <{address}>",
    "check.in": "Logged in.",
    "check.out": "This did not work: {error}",
    "check.sent": "Sent",
    "check.drafts": "Drafts",
    "check.trash": "Trash",
    "check.folder": "{role}: “{folder}” – {why}",
    "check.no_trash": "{role}: none; a draft no longer needed is left lying",
    "check.config": "set in config.toml",
    "check.special_use": "the server marks it so",
    "check.name": "known by its name",
    "check.verbs": "Folders as verbs:",
    "check.there": "“{folder}” – there",
    "check.made": "“{folder}” – made just now",
    "check.lacking": "“{folder}” – missing",
    "check.make": "`mailfollow check --create-folders` makes what is missing.",
    "check.smtp": "The morning mail can be handed in at {host}.",
    "check.no_letter": "No follow-up is owed here, so there is no letter.",
    "check.complete": "All three are there: time, something personal, a bridge.",
    "check.missing": "Missing: {missing}.",
    "check.time": "the time (the meeting was more than 60 days ago)",
    "check.personalisation": "something personal (talked_about or in_common)",
    "check.bridge": "the bridge (bridge_meet, bridge_news, bridge_ask or bridge_advice)",
    "check.hint": "Hint: {hint}",
    # --- hints ---
    "hint.relative_word": (
        "[“{word}” in {key}|a word in the text] is true only today, and the draft may lie for "
        "a week: better a date"
    ),
    "hint.preposition": (
        "[{key}: “{phrase}”|one of the phrases] seems to lack its little word[; did you mean "
        "“{meant}”?]"
    ),
    "hint.no_date": (
        "[{key}: “{phrase}”|the proposal to meet] has no date; with one it is easier to say yes"
    ),
    "hint.capital": (
        "[{key}: “{phrase}”|the proposal to meet] stands in the middle of a sentence; unless it "
        "is a name, begin it small"
    ),
    "hint.other_language": (
        "this letter is written in another language[ ({language})], and so must the phrases be"
    ),
    "hint.name_doubtful": (
        "[{name}: which|which] word is the surname? `surname` answers it; until then nothing "
        "is guessed"
    ),
    "hint.gender_unknown": "[{name}: without|without] `gender` the salutation stays neutral",
    "hint.my_gender_unknown": (
        "with `me.gender` set, Polish verbs agree with you; until then they stay impersonal"
    ),
    "hint.vocative_unknown": (
        "[{first}: the|the] Polish form of address is not known; `greeting` sets it"
    ),
    # --- preview ---
    "preview.from": "From: {value}",
    "preview.to": "To: {value}",
    "preview.cc": "Cc: {value}",
    "preview.subject": "Subject: {value}",
    "preview.date": "Date: {value}",
    "preview.nobody": "nobody yet – the ✎ line comes first",
}
