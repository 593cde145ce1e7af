"""What mailfollow says, in English. The words in brackets: see `say.phrase`."""

from __future__ import annotations

LOCALE = "en_GB"
QUOTES = "“{}”"
PREPOSITIONS = frozenset("at in on during over after".split())

PHRASES = {
    # --- numbers ---
    "days.2": "two days",
    "days.3": "three days",
    "days.4": "four days",
    "days.5": "five days",
    "days.6": "six days",
    "days.one": ("one day"),
    "days.other": "{n} days",
    "others.one": ("one other person"),
    "others.2": ("two other people"),
    "others.3": ("three other people"),
    "others.other": "{n} other people",
    "drafts.one": "{n} draft",
    "drafts.other": "{n} drafts",
    "earlier": ("ended earlier: {n}"),
    # --- a day of the meeting ---
    "after.same": "on the day of the meeting[ {place}]",
    "after.days": "{days} after the meeting[ {place}]",
    "after.promise.same": "on the day of the promise",
    "after.promise.days": "{days} after the promise",
    # --- reasons: proof ---
    "reason.our_draft": "our draft, sent[ to {to}][, {after}]",
    "reason.to_contact": "[to {to}|to the contact][, {after}]",
    "reason.to_contact_named": (
        "[to {to}|to the contact][ and {others}][, {after}]; the text names the contact"
    ),
    "reason.answered": "an answer[ to {to}]; the contact had written first",
    "reason.card_passed_on": "the card passed on[ to {to}][, {how}]",
    "reason.third_named": "[to {to}|to the contact]; it names [{third}|the third person]",
    "reason.in_thread": "[to {to}, in|in] the thread that belongs to this promise",
    "reason.with_attachment": "[to {to}|to the contact], with [“{file}” attached|an attachment]",
    "reason.with_link": "[to {to}|to the contact], with a link[ to {link}]",
    "how.address": "with the mail address",
    "how.phone": "with the phone number",
    "how.vcard": "with a vCard attached",
    "how.forwarded": "with a mail of the contact's own",
    "how.both": "in one mail to both",
    # --- reasons: questions ---
    "reason.sender_unknown": (
        "[sent from {sender}, an address|sent from an address] that is not listed as yours yet "
        "(me.addresses)"
    ),
    "reason.sender_shared": (
        "[sent from {sender}, an address|sent from an address] that colleagues write from too"
    ),
    "reason.cc_only": "[{to}|the contact] is only in Cc",
    "reason.bcc_only": "[{to}|the contact] is only in Bcc",
    "reason.unnamed": (
        "[to {to}|to the contact][ and {others}], and the text does not name the contact"
    ),
    "reason.several": "[to {to}|to the contact][ and {others}], so perhaps a group mail",
    "reason.role_address": "[to {to}, an address|to an address] that several people may read",
    "reason.name_only": (
        "[the name is right ({name})|the name is right], "
        "[but the address {address} is not known|but the address is not known]"
    ),
    "reason.shared_address": (
        "[{to} belongs|the address belongs] to more than one contact[: {names}]"
    ),
    "reason.forwarded": "somebody else's mail, forwarded[ to {to}]",
    "reason.invitation": "a calendar invitation[ to {to}], without a text of your own",
    "reason.no_text": "an attachment[ to {to}], without a text of your own",
    "reason.meeting_day": (
        "[to {to}, on|on] the day of the meeting itself, perhaps before it took place"
    ),
    "reason.date_conflict": (
        "[to {to}, but its|its] date[ ({date})] does not match the time it was filed"
    ),
    "reason.came_by_mail": (
        "[it is in “{folder}” but|it] looks like mail received rather than sent"
    ),
    "reason.several_open": (
        "[to {to}, while|while] several promises of this kind are open: it is not clear "
        "which one it keeps"
    ),
    "reason.name_passed_on": (
        "[to {to}, but with|with] the name alone, without address or phone number"
    ),
    "reason.put_off": "[to {to}, but only|only] to say that it comes later[ ({until})]",
    "reason.third_not_named": "[to {to}, but it|it] does not name [{third}|the third person]",
    "reason.nothing_sent": (
        "[to {to}, but without|without] attachment and without link[ (owed: {text})]"
    ),
    "reason.which_one": (
        "[to {to}; several|several] things are owed, and it is not clear whether it is this one"
        "[: {text}]"
    ),
    # --- reasons: hints ---
    "reason.round_mail": "a group mail[, to {to}][ and {others}]",
    "reason.bulk": "part of a mailing, not a personal message[ (to {to})]",
    "reason.list_address": (
        "[{address} is a list|the address is a list]; the contact may or may not be on it"
    ),
    "reason.other_person": (
        "the text speaks of the meeting, but the mail went to someone else[: {name}][ <{address}>]"
    ),
    "reason.nothing_attached": "[to {to}: an|an] attachment is announced but not there",
    "reason.exchanged": (
        "[in touch with {to}|in touch] before it was due, which only moves the day"
    ),
    # --- reasons: the user's word, other ends ---
    "reason.done": "you said it is done",
    "reason.confirmed": "you confirmed it",
    "reason.dropped_by_word": "you dropped it",
    "reason.newer_meeting": "a newer meeting[ on {on}] has taken its place",
    "reason.long_ago": (
        "the meeting[ on {on}] was more than 60 days ago: only a reminder, no draft"
    ),
    "reason.snoozed": "snoozed[ until {until}]",
    "reason.bounced": "the mail[ to {to}] came back, so the promise is open again",
    "reason.away": "the contact is away[; it rests until {until}]",
    # --- reasons: drafts that ended ---
    "reason.fulfilled": "the promise is kept already",
    "reason.entry_removed": "its entry is no longer in the file",
    "reason.address_changed": "[the address is now {to}|the address has changed]",
    "reason.contact_renamed": "[the contact is now called {name}|the contact has another name now]",
    "reason.duplicate": "it is a late copy of a draft that was laid anew",
    "reason.another_asked": "you asked for a new one",
    "reason.they_wrote": "the contact has written meanwhile: a reply takes its place",
    "reason.carried": "another letter to this contact says it too[ ({id})]",
    "reason.not_confirmed": ("the server did not confirm it, and so far it has not been found"),
    "reason.refused_by_server": "the server refused it[: {said}]",
    "reason.in_trash": "it was moved to the trash",
    "reason.nowhere": "it is in none of the folders any more",
    # --- reasons: no draft now ---
    "reason.not_yet": "[not before {at}|it is not time yet]",
    "reason.no_address": "no mail address is known, so there can be no draft",
    "reason.no_letter": ("mailfollow has no letter for this yet[ ({kind})]"),
    "reason.template": "[the template {file}|the template] does not work[ (line {line})]",
    "reason.blind": (
        "[the account “{account}”|an account] has not been fully checked since this "
        "fell overdue[ (folder “{folder}”)]"
    ),
    "reason.own_draft": (
        "a draft of your own to this contact lies [in “{folder}” already|there already]"
    ),
    "reason.one_waiting": "another draft to this contact is still waiting[ ({id})]",
    "reason.a_day_after": (
        "this contact has had another draft only recently; [the next one comes on {at}|the "
        "next one comes a day later]"
    ),
    "reason.used_up": (
        "a draft for this has been laid already[ ({stage})]; another one comes only if you ask "
        "for it"
    ),
    "reason.daily_limit": ("the limit for today is reached[ ({limit})]; it goes on tomorrow"),
    "reason.cap": "far too many drafts[ {which}]: mailfollow has stopped, to be on the safe side",
    "reason.retry_at": "[the next attempt is on {at}|the next attempt comes soon]",
    "reason.withdrawing": (
        "[the earlier draft is taken back first, on {at}|the earlier draft is taken back first]"
    ),
    "reason.no_trash": (
        "the draft[ in “{folder}”] is no longer needed but cannot be moved to the trash; "
        "please delete it yourself"
    ),
    "reason.first_pass_on": "the card has to be passed on first[ ({id})]",
    "reason.call_first": "a call comes first[ ({phone})]; a letter comes only if you ask for it",
    "reason.address_bounced": "mail to [{to}|this address] came back; another one is needed",
    "reason.paused": "drafting is paused; `mailfollow resume` lets it go on",
    "cap.minute": "within a minute",
    "cap.day": "within a day",
    "cap.contact": "for one contact",
    # --- what is owed ---
    "what.follow_up": "write after the meeting[ {place}]",
    "what.introduce": "[introduce to {third}|make an introduction]",
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
    "status.call": "no address; call tel:{phone}",
    "status.no_way": "no address, no number",
    "status.accounts": "Accounts",
    "status.paused": ("Please note: {reason}."),
    "status.stopped": "mailfollow is not running; `mailfollow run` starts it.",
    "account.ok": "fine",
    "account.connecting": "connecting",
    "account.offline": "cannot be reached",
    "account.refused": "log-in refused",
    "account.throttled": "the server asks for patience",
    "account.blind": "not fully checked",
    "account.line": "{name}: {state}[ since {since}][; last checked {last}][. {detail}]",
    "note.gap": "the ✎ line was still in it",
    "note.attachment": "an attachment was announced but is not there",
    # --- why ---
    "why.head": "{who} – {what}",
    "why.met": "the meeting[ {place}]; a message is owed",
    "why.promised": "promised: {what}",
    "why.days": ("time: from {opens} to the end of {due}[; after {late} it is late]"),
    "why.due": ("time: until the end of {due}"),
    "why.seen": "{mail}: {verdict} – {reason}[ ({notes})]",
    "why.counts": "counts",
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
    "plan.put": "lay a draft: {who} – {what}[; {late}]",
    "plan.late": "the letter says it is late",
    "plan.withdraw": "take a draft back: {id}[, to “{trash}”][; {reason}]",
    "plan.fulfil": "kept: {id}; {mail}: {reason}",
    "plan.ask": "question: {id}; {mail}: {reason}",
    "plan.note": "a hint: {id}; {mail}: {reason}",
    "plan.retract": "no longer counted: the mail held against {id}",
    "plan.restage": "the draft of {id}: {was} → {stage}[ ({reason})]",
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
