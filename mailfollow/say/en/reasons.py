"""Reasons, in English."""

from __future__ import annotations

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
    "reason.card_passed_on": "the card was passed on[ to {to}][, {how}]",
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
    "reason.new_address": (
        "after the bounce the same mail went to [{address}|a new address]; it is not known "
        "whether that is the right one[ ({name})]"
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
    "reason.clock_behind": (
        "the clock of this machine seems to be slow[: what was seen already is dated "
        "{at}]; set it right, or say `mailfollow resume` if it is right"
    ),
    "reason.emptied": (
        "[the folder “{folder}”|a folder][ of {account}] held many messages and is suddenly empty"
    ),
    "reason.mailbox_gone": "[the folder “{folder}”|a folder][ of {account}] is no longer there",
    "reason.many_at_once": (
        "too many drafts vanished or came at once[: {touched}][; open promises: {open}]"
    ),
    "reason.ledger_lost": (
        "mailfollow's memory was gone; what is overdue already may have had its draft"
    ),
    "reason.ledger_corrupt": (
        "mailfollow's memory was damaged; what is overdue already may have had its draft"
    ),
    "reason.ledger_restored": (
        "mailfollow's memory is older than it was; what is overdue already may have had its draft"
    ),
    # --- what was heard by mail ---
    "reason.heard": "[{verb}|understood][ until {until}][ (“{said}”)][ (folder “{folder}”)]",
    "reason.not_ours": "[“{subject}”|a mail][ in “{folder}”] is no draft of ours and stays there",
    "reason.not_understood": "not understood[: “{said}”]",
    "reason.no_such_number": "[“{said}”: no|no] line has that number",
    "reason.no_question": "[“{said}”: there|there] was no question to answer",
    "reason.over_already": "[“{said}”: this|this] had ended already, so nothing changes",
    "reason.open_already": "[“{said}”: this|this] is still open, so nothing changes",
    "reason.nobody": "there is no other person in the mail[ “{subject}”], so nobody to answer",
    "reason.followed_up": "a new promise: to answer[ {who}][ about “{subject}”][; file {file}]",
    "reason.noted": "noted[: {who}][; file {file}]",
    "reason.card_unreadable": "a card in the mail[ “{subject}”] cannot be read",
    "reason.no_capture": (
        "nothing could be noted from the mail[ “{subject}”]: a name is missing, or a card "
        "cannot be read"
    ),
    "verb.done": "done",
    "verb.snooze": "snoozed",
    "verb.drop": "dropped",
    "verb.reopen": "reopened",
    "verb.yes": "yes, it counts",
    "verb.no": "no, it does not count",
    "verb.draft": "a draft, as you asked",
    "verb.tried": "called, nobody answered",
    "verb.outcome": "noted what came of it",
    "verb.resume": "drafts go on",
    # --- the circuit breaker ---
    "cap.minute": "within a minute",
    "cap.day": "within a day",
    "cap.contact": "for one contact",
}
