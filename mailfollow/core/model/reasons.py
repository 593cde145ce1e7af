"""Why something is so, and what would make a letter better: codes with facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why something is so. Never a sentence: `say` has those, in the user's language.

    The facts named behind a code are strings; days are ISO dates, moments RFC 3339.
    """

    # proof, E1–E3: these fulfil
    OUR_DRAFT = "our_draft"  # to, days
    TO_CONTACT = "to_contact"  # to, days (whole; promise=yes: after the promise), at
    TO_CONTACT_NAMED = "to_contact_named"  # to, days, others: 2–3 recipients, named in the text
    ANSWERED = "answered"  # to: the contact wrote first, and this answers it
    CARD_PASSED_ON = "card_passed_on"  # to, how: address, phone, vcard, forwarded or both
    THIRD_NAMED = "third_named"  # to, third: names the third person
    IN_THREAD = "in_thread"  # to: in the thread of our draft or of the introduction
    WITH_ATTACHMENT = "with_attachment"  # to, file
    WITH_LINK = "with_link"  # to, link: its host
    # proof, E4: questions
    NAME_PASSED_ON = "name_passed_on"  # to: the name alone, no address or phone
    PUT_OFF = "put_off"  # to, until (may be missing): "I'll send you the intro next week"
    THIRD_NOT_NAMED = "third_not_named"  # to, third: mail that does not name the third person
    NOTHING_SENT = "nothing_sent"  # to, text: neither attachment nor link
    WHICH_ONE = "which_one"  # to, text: several are owed, and it does not say which it is
    SENDER_UNKNOWN = "sender_unknown"  # sender, to
    SENDER_SHARED = "sender_shared"  # sender, to
    CC_ONLY = "cc_only"  # to
    BCC_ONLY = "bcc_only"  # to
    UNNAMED = "unnamed"  # to, others: 2–3 recipients, the name does not stand in the text
    SEVERAL = "several"  # to, others: 4–9 recipients
    ROLE_ADDRESS = "role_address"  # to
    NAME_ONLY = "name_only"  # name, address: right display name, unknown address
    NEW_ADDRESS = "new_address"  # name, address: after a bounce, the same subject to a new one
    SHARED_ADDRESS = "shared_address"  # to, names: one address, several contacts
    FORWARDED = "forwarded"  # to
    INVITATION = "invitation"  # to: a calendar request without own text
    NO_TEXT = "no_text"  # to: only an attachment, no own text
    MEETING_DAY = "meeting_day"  # to
    DATE_CONFLICT = "date_conflict"  # to, date
    CAME_BY_MAIL = "came_by_mail"  # to, folder
    SEVERAL_OPEN = "several_open"  # to
    # proof, E5: hints
    ROUND_MAIL = "round_mail"  # to, others: ten recipients or more
    BULK = "bulk"  # to
    LIST_ADDRESS = "list_address"  # address: a list that may contain the contact
    OTHER_PERSON = "other_person"  # name, address: the meeting is named, another contact was picked
    NOTHING_ATTACHED = "nothing_attached"  # to: an attachment announced, none there
    EXCHANGED = "exchanged"  # to: in touch before it was due; only moves the day
    # the user's word
    DONE = "done"
    CONFIRMED = "confirmed"  # yes to a question
    # a commitment ended otherwise, or waits
    DROPPED_BY_WORD = "dropped_by_word"
    NEWER_MEETING = "newer_meeting"  # on
    LONG_AGO = "long_ago"  # on: first seen more than 60 days after the meeting
    SNOOZED = "snoozed"  # until
    BOUNCED = "bounced"  # to: the mail that kept it came back; open again
    AWAY = "away"  # until: an out-of-office; parked until then
    # why a waiting draft is withdrawn
    FULFILLED = "fulfilled"
    ENTRY_REMOVED = "entry_removed"
    ADDRESS_CHANGED = "address_changed"  # to
    CONTACT_RENAMED = "contact_renamed"  # name
    DUPLICATE = "duplicate"  # a late copy of a draft that has been laid anew
    ANOTHER_ASKED = "another_asked"  # the user asked for a new draft
    THEY_WROTE = "they_wrote"  # the contact wrote meanwhile: a reply takes its place
    CARRIED = "carried"  # id: another letter to the same contact carries it
    # why a draft ended otherwise
    NOT_CONFIRMED = "not_confirmed"  # the server never confirmed it, and it lies nowhere
    REFUSED_BY_SERVER = "refused_by_server"  # said
    IN_TRASH = "in_trash"
    NOWHERE = "nowhere"
    # why there is no draft (now)
    NOT_YET = "not_yet"  # at
    NO_ADDRESS = "no_address"
    NO_LETTER = "no_letter"  # kind: no letter for this kind
    TEMPLATE = "template"  # file, line: the user's template failed
    BLIND = "blind"  # account, folder: not looked at completely since it fell overdue
    OWN_DRAFT = "own_draft"  # folder: the user's own draft to the same contact lies there
    ONE_WAITING = "one_waiting"  # id: another draft to the same contact waits
    A_DAY_AFTER = "a_day_after"  # at: another draft to the same contact just ended
    USED_UP = "used_up"  # stage, on: this occasion has had its draft
    DAILY_LIMIT = "daily_limit"  # limit
    CAP = "cap"  # which: minute, day or contact; the circuit breaker
    RETRY_AT = "retry_at"  # at
    WITHDRAWING = "withdrawing"  # at
    NO_TRASH = "no_trash"  # folder: a draft no longer needed is left lying
    FIRST_PASS_ON = "first_pass_on"  # id: the card has not been passed on yet
    CALL_FIRST = "call_first"  # phone: a call is due; a letter only if asked for
    ADDRESS_BOUNCED = "address_bounced"  # to: mail to it came back
    PAUSED = "paused"
    CLOCK_BEHIND = "clock_behind"  # at: the clock stands before what was seen already
    # why drafting is paused
    EMPTIED = "emptied"  # account, folder: many messages, and suddenly none
    MAILBOX_GONE = "mailbox_gone"  # account, folder: it is no longer listed
    MANY_AT_ONCE = "many_at_once"  # touched, open: drafts that vanished, and new ones
    LEDGER_LOST = "ledger_lost"
    LEDGER_CORRUPT = "ledger_corrupt"
    LEDGER_RESTORED = "ledger_restored"  # it is older than it was, or does not know our drafts
    # what the user said by mail, and how it was understood
    HEARD = "heard"  # verb, until, said, folder: obeyed
    NOT_OURS = "not_ours"  # folder, subject: it lies in a verb folder, and is no draft of ours
    NOT_UNDERSTOOD = "not_understood"  # said
    NO_SUCH_NUMBER = "no_such_number"  # said
    NO_QUESTION = "no_question"  # said: a yes or no, and nothing was asked
    OVER_ALREADY = "over_already"  # said: it had ended
    OPEN_ALREADY = "open_already"  # said: it was open
    NOBODY = "nobody"  # subject: a mail without another person
    FOLLOWED_UP = "followed_up"  # who, subject, file
    NOTED = "noted"  # who, file: a people file was made
    NO_CAPTURE = "no_capture"  # subject: a name is missing, or a card cannot be read
    CARD_UNREADABLE = "card_unreadable"  # subject: beside what could be noted


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with its facts, in a fixed order so that equal reasons compare equal."""

    code: Code
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: Code, **facts: object) -> Reason:
        return cls(code, tuple(sorted((k, str(v)) for k, v in facts.items() if v is not None)))

    def get(self, name: str) -> str:
        return dict(self.facts).get(name, "")


class HintCode(StrEnum):
    """What `check` advises about a letter. The facts named behind a code are strings."""

    RELATIVE_WORD = "relative_word"  # key, word: true today only ("next week", "jutro")
    PREPOSITION = "preposition"  # key, phrase, meant: 'did you mean "o trasach …"?'
    NO_DATE = "no_date"  # key, phrase: a proposal to meet without a date
    CAPITAL = "capital"  # key, phrase: a capital in the middle of the sentence, unless a name
    OTHER_LANGUAGE = "other_language"  # language: the phrases must be in the contact's
    NAME_DOUBTFUL = "name_doubtful"  # name: which word is the surname?
    GENDER_UNKNOWN = "gender_unknown"  # name: the salutation would be better with it
    MY_GENDER_UNKNOWN = "my_gender_unknown"  # Polish verbs agree with it
    VOCATIVE_UNKNOWN = "vocative_unknown"  # first: set `greeting`


@dataclass(frozen=True, slots=True)
class Hint:
    """An advice code with its facts, in a fixed order."""

    code: HintCode
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: HintCode, **facts: object) -> Hint:
        return cls(code, tuple(sorted((k, str(v)) for k, v in facts.items())))

    def get(self, name: str) -> str:
        return dict(self.facts).get(name, "")
