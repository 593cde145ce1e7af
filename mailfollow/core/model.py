"""The values that pass between the rooms, in the words of the house.

All values are frozen. A *day* is a civil `date` in `me.timezone`; a *moment* is an aware
`datetime` in UTC. An address is kept as written (domain IDNA-encoded at load); compare
addresses only through `core.address`. A message-id is kept without angle brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from mailfollow.core.calendar import Duration

T_co = TypeVar("T_co", covariant=True)


# --- people ---------------------------------------------------------------------------------


class Language(StrEnum):
    PL = "pl"
    DE = "de"
    EN = "en"


class Gender(StrEnum):
    F = "f"
    M = "m"


class Title(StrEnum):
    """The two titles that a salutation uses; every other one is dropped (LETTERS.md §2)."""

    DR = "dr"
    PROF = "prof"


@dataclass(frozen=True, slots=True)
class Me:
    """The user: whose mailboxes these are, and how to write in their name."""

    name: str
    addresses: tuple[str, ...]  # every address of the user, each account's own among them
    timezone: ZoneInfo
    language: Language = Language.EN
    gender: Gender | None = None
    shared: tuple[str, ...] = ()  # addresses from which colleagues write too
    country: str | None = None
    region: str | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person the user knows.

    `name` is the full name in reading order without titles. `first` and `surname` are None
    where the name does not say which word is which: then nothing may guess (LETTERS.md §2).
    """

    id: str
    name: str
    first: str | None = None
    surname: str | None = None
    title: Title | None = None
    gender: Gender | None = None
    formal: bool = True
    language: Language = Language.EN
    greeting: str | None = None
    company: str | None = None
    addresses: tuple[str, ...] = ()  # the first one is the one to write to
    phones: tuple[str, ...] = ()
    account: str | None = None  # label in [accounts.…]; None: the first account
    source: str = ""  # the file it was read from, for messages to the user


class BridgeKind(StrEnum):
    MEET = "meet"
    NEWS = "news"
    ASK = "ask"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Bridge:
    """What makes it easy to come back."""

    kind: BridgeKind
    phrase: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where the user met a contact, what was talked about, the bridge."""

    contact: str  # contact id
    on: date
    moment: datetime | None = None  # UTC; only where `on` was written with a time of day
    at: str | None = None
    talked_about: str | None = None
    in_common: str | None = None
    bridge: Bridge | None = None
    follow_up: bool = True  # False: a card, no promise
    source: str = ""


class Kind(StrEnum):
    FOLLOW_UP = "follow_up"
    INTRODUCE = "introduce"
    CALL_BACK = "call_back"
    SEND = "send"
    SAY = "say"
    KEEP_IN_TOUCH = "keep_in_touch"


@dataclass(frozen=True, slots=True)
class Third:
    """The third person of an introduction: another contact, or a name with an address."""

    name: str
    contact: str | None = None  # contact id
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What the TOML says is owed, beside the follow-up that a meeting makes by itself."""

    contact: str  # contact id
    kind: Kind
    on: date  # the day it was given: its own `on`, else its meeting's, else the file's
    by: date | None = None  # a day the user set: never moved
    within: Duration | None = None  # `by = "3 days"`: counts from `on`
    text: str = ""  # what is to be sent or said
    third: Third | None = None
    about: str | None = None
    joint: bool = False
    consent: bool = True
    call_back: bool = True
    outcome: bool | None = None  # what the third person said, where the user knows it
    every: Duration | None = None  # keep_in_touch
    meeting: Meeting | None = None  # the meeting it stands with
    source: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everything the people files say.

    `silent` names files that could not be read and have no last good state: what they once
    held is unknown, not absent (I5).
    """

    contacts: tuple[Contact, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    promises: tuple[Promise, ...] = ()
    silent: frozenset[str] = frozenset()

    def contact(self, id: str) -> Contact | None:
        return next((c for c in self.contacts if c.id == id), None)


# --- settings the core needs ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one kind, counted from its beginning (DESIGN.md §4)."""

    due: Duration
    opens: Duration | None = None
    late: Duration | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    follow_up: Window = Window(opens=Duration(1), due=Duration(2), late=Duration(7))
    introduce: Window = Window(due=Duration(3))
    call_back: Window = Window(due=Duration(7))
    send: Window = Window(due=Duration(3))
    drafts_at: time = time(7, 0)
    working_days: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    drafts_per_day: int = 5


# --- accounts -------------------------------------------------------------------------------


class Tls(StrEnum):
    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"  # on loopback only


@dataclass(frozen=True, slots=True)
class Imap:
    host: str
    port: int = 993
    tls: Tls = Tls.IMPLICIT
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class FolderNames:
    """What the user set in `folders`; empty or None means: find it."""

    sent: tuple[str, ...] = ()
    drafts: str | None = None
    trash: str | None = None


@dataclass(frozen=True, slots=True)
class PasswordSource:
    """Where the password comes from; exactly one is set. Never the password itself."""

    command: tuple[str, ...] | None = None
    file: str | None = None
    env: str | None = None
    keyring: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    label: str  # the X of [accounts.X]
    address: str
    user: str
    password: PasswordSource
    imap: Imap
    folders: FolderNames = FolderNames()


class AccountHealth(StrEnum):
    """What is known about the connection to an account (DESIGN.md §4, `status --json`)."""

    OK = "ok"
    CONNECTING = "connecting"
    OFFLINE = "offline"
    REFUSED = "refused"
    THROTTLED = "throttled"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class AccountState:
    """How an account fares, for `status`. `since` and `last_sweep` are moments."""

    name: str  # the label in [accounts.…]
    address: str
    state: AccountHealth = AccountHealth.CONNECTING
    since: datetime | None = None
    last_sweep: datetime | None = None
    sent: tuple[str, ...] = ()  # folder names, as the user's client shows them
    drafts: str | None = None
    trash: str | None = None
    detail: str = ""  # the error's own English sentence


@dataclass(frozen=True, slots=True)
class Household:
    """What a sweep is told from the files: config and people, frozen."""

    me: Me
    accounts: tuple[Account, ...]
    people: People = People()
    timing: Timing = Timing()
    limits: Limits = Limits()
    holidays: Container[date] = frozenset()


# --- commitments ----------------------------------------------------------------------------


class Status(StrEnum):
    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"

    @property
    def open(self) -> bool:
        return self not in (Status.FULFILLED, Status.DROPPED)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise with its days computed: one kind, one contact, opens, due.

    `opens` and `due` are None for a follow-up first seen long after its meeting: it is only
    told (DESIGN.md §4). `origin` is the day from which mail can prove it; `origin_moment`
    sharpens that day where the user wrote a time. `occasion` is the day a person set in the
    TOML; words may set a later one (`core.state`).
    """

    id: str
    kind: Kind
    contact: Contact
    origin: date
    occasion: date
    opens: date | None
    due: date | None
    late: date | None = None  # from the day after this one, the letter says so
    origin_moment: datetime | None = None
    ended: date | None = None  # the day of the newer meeting that ends this follow-up
    meeting: Meeting | None = None
    promise: Promise | None = None
    third: Contact | None = None  # the third person of an introduction or its call-back
    introduction: str | None = None  # a call-back's introduction: its commitment id
    counts_from: datetime | None = None  # call_back: mail from this moment on can keep it
    source: str = ""

    @property
    def reader(self) -> Contact:
        """To whom its letter is written: the contact, or the third person of a pass-on."""
        passed_on = self.kind is Kind.INTRODUCE and self.promise and not self.promise.joint
        return self.third if passed_on and self.third else self.contact


# --- reasons --------------------------------------------------------------------------------


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


# --- messages -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a header: display name and addr-spec (RFC 5322 §3.4)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies. (uidvalidity, uid) names it for ever within that mailbox."""

    account: str  # the account's address
    mailbox: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Attachment:
    filename: str
    content_type: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What a message says, split by who wrote it."""

    own: str = ""  # written for this mail: no quote, nothing below the "-- " line
    signature: str = ""  # what stands below "-- " in the own part
    quoted: str = ""  # quoted or forwarded text
    forwarded: bool = False  # somebody's mail handed on, inline or as message/rfc822
    attachments: tuple[Attachment, ...] = ()
    calendar: str | None = None  # METHOD of a text/calendar part, upper case
    encrypted: bool = False  # the text cannot be read
    reaction: bool = False  # RFC 9078
    forwarded_from: tuple[str, ...] = ()  # addresses in From of what is handed on
    cards: tuple[str, ...] = ()  # addresses and phones in attached vCards, as written


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One outgoing message as it lies in a Sent mailbox.

    `sent_at` is INTERNALDATE; `date` is the Date header where it could be read. `body` is
    None as long as only the headers were fetched.
    """

    place: Place
    sent_at: datetime
    date: datetime | None = None
    message_id: str | None = None
    subject: str = ""
    sender: tuple[Mailbox, ...] = ()  # From
    submitter: tuple[Mailbox, ...] = ()  # Sender
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    references: tuple[str, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    bulk: bool = False  # List-*, Precedence: bulk|list|junk (RFC 2369, RFC 2919)
    auto: bool = False  # Auto-Submitted other than "no", multipart/report (RFC 3834, RFC 6522)
    came_by_mail: bool = False  # Return-Path, Delivered-To or Authentication-Results
    special_use: bool = True  # it lies in the mailbox that bears \Sent
    body: Body | None = None


class Arrival(StrEnum):
    """What a mail in INBOX is, as far as it matters here."""

    PERSONAL = "personal"
    BOUNCE = "bounce"  # RFC 3464, Action: failed
    DELAYED = "delayed"  # RFC 3464, Action: delayed
    AWAY = "away"  # RFC 3834 auto-reply
    OTHER = "other"  # newsletters, lists, receipts: never looked at further


@dataclass(frozen=True, slots=True)
class InMessage:
    """One message in INBOX. It counts only if it names one of ours, or comes in its thread."""

    place: Place
    received_at: datetime  # INTERNALDATE
    arrival: Arrival
    message_id: str | None = None
    subject: str = ""
    sender: tuple[Mailbox, ...] = ()  # From
    references: tuple[str, ...] = ()  # References and In-Reply-To
    about: tuple[str, ...] = ()  # a bounce: Message-ID of the returned mail
    recipients: tuple[str, ...] = ()  # a bounce: the final recipients that failed
    until: date | None = None  # an auto-reply: the day it names, if it names one
    body: Body | None = None


class Grade(IntEnum):
    E1 = 1
    E2 = 2
    E3 = 3
    E4 = 4
    E5 = 5

    @property
    def fulfils(self) -> bool:
        return self <= Grade.E3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One outgoing message held against one commitment: a grade and a reason.

    `message` is the message's identity (`core.proof.message_key`), the same for all its
    copies. `seen_at` is the moment we first read it.
    """

    commitment: str
    grade: Grade
    reason: Reason
    message: str
    sent_at: datetime
    seen_at: datetime
    message_id: str | None = None
    account: str = ""
    folder: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()  # the person's addresses it went to
    said: str = ""  # a digest of its own text, to know it again
    notes: tuple[str, ...] = ()  # "gap": ✎ still in it · "attachment": announced, not attached


# --- what came in ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arrived:
    """What an incoming mail says about one commitment; stored as evidence is.

    `about`: BOUNCE, DELAYED: the key of the sent message; PERSONAL, AWAY: the id it answers,
    "" where the contact wrote first. `who`: contact id of the sender.
    """

    commitment: str
    arrival: Arrival
    message: str  # its own key
    received_at: datetime
    seen_at: datetime
    who: str = ""
    address: str = ""  # a bounce: the address that failed; else the sender's
    about: str = ""
    until: date | None = None
    message_id: str | None = None
    subject: str = ""
    references: tuple[str, ...] = ()
    account: str = ""


class Outcome(StrEnum):
    """What came of an introduction, as far as it can be seen or was said."""

    NONE = "none"  # no answer so far
    ANSWERED = "answered"  # the third person wrote; what, only the user knows
    AWAY = "away"
    BOUNCED = "bounced"
    DECLINED = "declined"  # the user's word
    ACCEPTED = "accepted"  # the user's word


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a letter needs to know beside its commitment."""

    late: bool = False
    passed_on: date | None = None  # call_back: the day the card was passed on
    outcome: Outcome = Outcome.NONE
    outcome_on: date | None = None  # ANSWERED: that day; AWAY: the day it names
    answer_by: date | None = None  # introduce: one working day before the call-back is due
    carried: tuple[str, ...] = ()  # what is to be sent in the same letter
    answering: str | None = None  # a reply: the subject of the message it answers


# --- the user's word ------------------------------------------------------------------------


class Verb(StrEnum):
    DONE = "done"
    SNOOZE = "snooze"
    DROP = "drop"
    REOPEN = "reopen"
    YES = "yes"
    NO = "no"
    DRAFT = "draft"
    TRIED = "tried"
    OUTCOME = "outcome"
    RESUME = "resume"  # about no commitment: go on after a pause


@dataclass(frozen=True, slots=True)
class Word:
    """What the user said about one commitment; `resume` is about none.

    `arg`: snooze → ISO day; yes, no → message key of the question; done → note;
    outcome → "yes" or "no".
    """

    at: datetime
    commitment: str
    verb: Verb
    arg: str = ""


# --- drafts ---------------------------------------------------------------------------------


class Stage(StrEnum):
    """Stages of a draft (DESIGN.md §6)."""

    INTENDED = "intended"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    WAITING = "waiting"
    EDITED = "edited"
    GONE = "gone"
    SENT = "sent"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Draft:
    """One row of the draft journal. `to` is None for a letter with a gap (no recipient)."""

    token: str
    commitment: str
    contact: str
    name: str  # the contact's name in the letter
    occasion: date
    n: int
    stage: Stage
    account: str  # the account's address
    mailbox: str
    message_id: str
    laid_at: datetime  # the moment of the intent
    since: datetime  # the moment of this stage
    to: str | None = None
    parent: str | None = None  # the message it answers; None: a new mail
    uidvalidity: int | None = None
    uid: int | None = None
    digest: str | None = None  # SHA-256 of the bytes read back after the APPEND
    internal_date: datetime | None = None
    reason: Reason | None = None
    cleared_by: str | None = None  # in doubt: the connection that looked and did not find it


@dataclass(frozen=True, slots=True)
class Lying:
    """A message that lies in Drafts or Trash now. `\\Deleted` ghosts are left out by the look."""

    place: Place
    at: datetime  # INTERNALDATE
    message_id: str | None = None
    references: tuple[str, ...] = ()
    recipients: tuple[Mailbox, ...] = ()  # To, Cc and Bcc
    digest: str | None = None  # only for a message that bears one of our tokens


class Why(StrEnum):
    """How a folder was found; `name` and `only` are told with the candidates."""

    CONFIG = "config"  # set in config.toml
    SPECIAL_USE = "special_use"  # the server marks it (RFC 6154)
    NAME = "name"  # known by its name


@dataclass(frozen=True, slots=True)
class Folder:
    """A mailbox with a role. `name` is the decoded name, as the user's client shows it."""

    name: str
    why: Why
    special_use: bool = False  # it bears the attribute, however it was found


@dataclass(frozen=True, slots=True)
class Folders:
    sent: tuple[Folder, ...]
    drafts: Folder
    trash: Folder | None = None
    listed: frozenset[str] | None = None  # every mailbox that can be opened


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a Sent mailbox is read and settled: every UID up to `uid` needs no second look."""

    account: str
    mailbox: str
    uidvalidity: int
    uid: int


# --- looks ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look(Generic[T_co]):
    """One complete reading of one mailbox, begun at a moment. A failed one is a `NoLook`."""

    account: str
    mailbox: str
    began: datetime
    uidvalidity: int
    items: tuple[T_co, ...]
    exists: int | None = None  # messages in the mailbox; None: not counted
    newest: datetime | None = None  # the latest INTERNALDATE that was read
    unread: int = 0  # messages that are there and that the server did not give

    @property
    def complete(self) -> bool:
        """Whether it tells also what is not there."""
        return self.unread == 0


@dataclass(frozen=True, slots=True)
class NoLook:
    """We do not know what lies there (I5). `mailbox` is None where it could not even be named."""

    account: str
    mailbox: str | None
    why: str  # one English sentence, for the log

    @property
    def complete(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one sweep saw at one account. `trash` is None where the account has no Trash."""

    account: str  # the account's address
    label: str
    sent: tuple[Look[SentMessage] | NoLook, ...]
    drafts: Look[Lying] | NoLook
    trash: Look[Lying] | NoLook | None
    can_withdraw: bool = True  # MOVE or UIDPLUS (I4)
    inbox: Look[InMessage] | NoLook | None = None
    listed: frozenset[str] | None = None  # every mailbox the server has; None: not asked
    connection: str = ""  # names the connection that looked


# --- memory ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment the ledger has met before."""

    id: str
    kind: Kind
    contact: str
    addresses: tuple[str, ...]
    source: str
    first_seen: datetime
    missing_since: datetime | None = None
    what: str = ""  # tells it from another of its kind and day (`core.numbering`)


@dataclass(frozen=True, slots=True)
class Pause:
    """No drafts until `resume`. `learning`: only none for what was overdue at `at` already."""

    at: datetime
    reason: Reason
    learning: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """How far time has come, whatever the clock of this machine says now."""

    last: datetime | None = None  # the latest sweep
    newest: datetime | None = None  # the latest INTERNALDATE


@dataclass(frozen=True, slots=True)
class Memory:
    """What the ledger remembers, as values.

    After a `resume` that no sweep has heeded yet, `sizes` and `clock` are empty.
    """

    known: Mapping[str, Known] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    words: tuple[Word, ...] = ()
    drafts: tuple[Draft, ...] = ()
    arrivals: tuple[Arrived, ...] = ()
    blind_since: Mapping[str, datetime] = field(default_factory=dict)  # account address → moment
    pauses: tuple[Pause, ...] = ()  # those in force, the first one first
    sizes: Mapping[tuple[str, str], int] = field(default_factory=dict)  # (account, mailbox) → count
    clock: Clock = Clock()


@dataclass(frozen=True, slots=True)
class State:
    """Where a commitment stands at one moment, from its days, its evidence and the words."""

    commitment: Commitment
    status: Status
    occasion: date
    late: bool = False
    overdue_at: datetime | None = None  # the moment it falls or fell overdue
    snoozed_until: datetime | None = None
    evidence: Evidence | None = None  # the mail that fulfilled it, or that a `yes` confirmed
    word: Word | None = None  # the word that ended it
    question: Evidence | None = None
    hints: tuple[Evidence, ...] = ()
    reason: Reason | None = None  # why it ended, or waits without a day
    ended_at: datetime | None = None
    permitted_at: datetime | None = None  # the last word that allows a draft anew
    draft_asked_at: datetime | None = None  # the last `draft` word, unless snoozed since
    tried_at: datetime | None = None  # the last `tried` word: rang, nobody answered
    outcome: bool | None = None  # what the user said came of it


# --- the world and what to do in it ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class World:
    """Everything `plan` decides from."""

    now: datetime
    me: Me
    people: People
    timing: Timing
    limits: Limits
    commitments: tuple[Commitment, ...]
    memory: Memory  # before this sweep
    judged: tuple[Evidence, ...]  # what this sweep's looks at Sent prove
    views: Mapping[str, AccountView]  # by account address; every configured account is in it
    accounts: Mapping[str, str]  # label → address, in the order of the config
    arrived: tuple[Arrived, ...] = ()  # what this sweep's looks at INBOX say
    holidays: Container[date] = frozenset()
    foreseen: Mapping[str, Foreseen] = field(default_factory=dict)  # by token
    delay: timedelta = timedelta()  # after `drafts_at`; keeps two installations apart


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a token of ours means, whether the journal still knows it or not."""

    commitment: str
    occasion: date
    n: int


@dataclass(frozen=True, slots=True)
class Fulfil:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ask:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Note:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Retract:
    """Evidence no longer holds: re-graded, or its message was taken back in time."""

    commitment: str
    message: str


@dataclass(frozen=True, slots=True)
class PutDraft:
    commitment: Commitment
    occasion: date
    n: int
    account: str  # the account's address
    circumstances: Circumstances = Circumstances()
    parent: Arrived | None = None  # the message it answers

    @property
    def late(self) -> bool:
        return self.circumstances.late


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """Move our untouched draft to Trash."""

    draft: Draft
    trash: str


@dataclass(frozen=True, slots=True)
class Restage:
    """The journal learns what became of a draft; `draft` holds the new values."""

    draft: Draft
    was: Stage


@dataclass(frozen=True, slots=True)
class Heed:
    """Remember what an incoming mail says."""

    arrived: Arrived


@dataclass(frozen=True, slots=True)
class Renew:
    """Open the account's connection anew: a second look needs another one."""

    account: str  # the account's address


Action = Heed | Fulfil | Ask | Note | Retract | PutDraft | WithdrawDraft | Restage | Pause | Renew


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done now, why the rest is not, and when to look again at the latest."""

    actions: tuple[Action, ...] = ()
    states: tuple[State, ...] = ()
    held: Mapping[str, Reason] = field(default_factory=dict)  # commitment id → why no draft now
    circumstances: Mapping[str, Circumstances] = field(default_factory=dict)
    wake: datetime | None = None
    sizes: Mapping[tuple[str, str], int] = field(default_factory=dict)  # to be remembered
    clock: Clock = Clock()  # to be remembered


Choose = Callable[[tuple[SentMessage, ...]], frozenset[int]]
"""Headers of new messages → the UIDs whose bodies proof needs."""
