"""The values that pass between the rooms, in the words of the house.

All values are frozen. A *day* is a civil `date` in `me.timezone`; a *moment* is an aware
`datetime` in UTC. An address is kept as written (domain IDNA-encoded at load); compare
addresses only through `core.address`. A message-id is kept without angle brackets.
"""

from __future__ import annotations

from mailfollow.core.model.accounts import (
    Account,
    AccountHealth,
    AccountState,
    FolderNames,
    Household,
    Imap,
    PasswordSource,
    Tls,
)
from mailfollow.core.model.arrivals import Arrived, Circumstances, Outcome
from mailfollow.core.model.commitments import Commitment, Status
from mailfollow.core.model.drafts import Cursor, Draft, Folder, Folders, Lying, Stage, Why
from mailfollow.core.model.looks import AccountView, Look, NoLook
from mailfollow.core.model.memory import Clock, Known, Memory, Pause, State
from mailfollow.core.model.messages import (
    Arrival,
    Attachment,
    Body,
    Evidence,
    Grade,
    InMessage,
    Mailbox,
    Place,
    SentMessage,
)
from mailfollow.core.model.people import (
    Bridge,
    BridgeKind,
    Contact,
    Gender,
    Kind,
    Language,
    Me,
    Meeting,
    People,
    Promise,
    Third,
    Title,
)
from mailfollow.core.model.reasons import Code, Hint, HintCode, Reason
from mailfollow.core.model.settings import Limits, Timing, Window
from mailfollow.core.model.words import Verb, Word
from mailfollow.core.model.world import (
    Action,
    Ask,
    Choose,
    Foreseen,
    Fulfil,
    Heed,
    Note,
    Plan,
    PutDraft,
    Renew,
    Restage,
    Retract,
    WithdrawDraft,
    World,
)

__all__ = [
    "Account",
    "AccountHealth",
    "AccountState",
    "AccountView",
    "Action",
    "Arrival",
    "Arrived",
    "Ask",
    "Attachment",
    "Body",
    "Bridge",
    "BridgeKind",
    "Choose",
    "Circumstances",
    "Clock",
    "Code",
    "Commitment",
    "Contact",
    "Cursor",
    "Draft",
    "Evidence",
    "Folder",
    "FolderNames",
    "Folders",
    "Foreseen",
    "Fulfil",
    "Gender",
    "Grade",
    "Heed",
    "Hint",
    "HintCode",
    "Household",
    "Imap",
    "InMessage",
    "Kind",
    "Known",
    "Language",
    "Limits",
    "Look",
    "Lying",
    "Mailbox",
    "Me",
    "Meeting",
    "Memory",
    "NoLook",
    "Note",
    "Outcome",
    "PasswordSource",
    "Pause",
    "People",
    "Place",
    "Plan",
    "Promise",
    "PutDraft",
    "Reason",
    "Renew",
    "Restage",
    "Retract",
    "SentMessage",
    "Stage",
    "State",
    "Status",
    "Third",
    "Timing",
    "Title",
    "Tls",
    "Verb",
    "Why",
    "Window",
    "WithdrawDraft",
    "Word",
    "World",
]
