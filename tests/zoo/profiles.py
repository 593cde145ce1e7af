"""How the servers of four providers behave, as their users recorded it. Each habit has its source.

`owner/repo#N` is an issue or pull request on GitHub. What nobody recorded is left as Dovecot
does it.
"""

from __future__ import annotations

from tests.zoo.keeper import Names
from tests.zoo.proxy import Profile

GMAIL = Profile(
    name="gmail",
    # mscdex/node-imap#179; \Noselect for [Gmail] itself is Dovecot's too
    names=Names(
        {"Sent": "[Gmail]/Sent Mail", "Drafts": "[Gmail]/Drafts", "Trash": "[Gmail]/Trash"}
    ),
    attributes={"Sent": r"\Sent", "Drafts": r"\Drafts", "Trash": r"\Trash"},
    # DirectoryTree/ImapEngine#94 and emersion/go-imap speak of MOVE and UIDPLUS after log-in
    capability="IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS "
    "COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS "
    "LITERAL- SPECIAL-USE APPENDLIMIT=35651584 AUTH=PLAIN",
    # modern-email/defects#28: a response code without the text behind it
    rewrites=((r"(\[HIGHESTMODSEQ \d+\]).*", r"\1"),),
    # mscdex/node-imap#464: flags of messages that nobody asked for, amid a FETCH
    aside=r"* 350602 FETCH (UID 402782 MODSEQ (10000934) FLAGS (\Seen))",
)

EXCHANGE = Profile(
    name="exchange",
    # Foundry376/Mailspring#1983: the attributes are there without the capability, in any language
    names=Names({"Sent": "Sendt post", "Drafts": "Kladder", "Trash": "Slettet post"}),
    attributes={"Sent": r"\Sent", "Drafts": r"\Drafts", "Trash": r"\Trash"},
    # jstedfast/MailKit#1494, mscdex/node-imap#689
    capability="IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT "
    "CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE "
    "NAMESPACE LITERAL+",
    # jstedfast/MailKit#16, ikvk/imap_tools#270
    refuses=(
        (
            r"UID SEARCH CHARSET UTF-8",
            "NO [BADCHARSET (US-ASCII)] The specified charset is not supported.",
        ),
    ),
    # owncloud-archive/mail#771: no UID comes back from APPEND
    rewrites=((r"\[APPENDUID [^\]]*\] ", ""),),
    # jstedfast/MailKit#1615, OfflineIMAP/offlineimap#62: a UID that SEARCH names, FETCH leaves out
    bad_uid="",
)

YAHOO = Profile(
    name="yahoo",
    # jstedfast/MailKit#242: Draft, not Drafts; #358: INBOX is listed as Inbox
    names=Names({"Sent": "Sent", "Drafts": "Draft", "Trash": "Trash"}),
    attributes={"Sent": r"\Sent", "Trash": r"\Trash"},  # owncloud-archive/mail#1333
    # iroco-co/aioimaplib#126
    capability="IMAP4rev1 ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN UNSELECT "
    "X-MSG-EXT OBJECTID IDLE ENABLE UIDONLY X-UIDONLY LIST-EXTENDED LIST-STATUS SPECIAL-USE "
    "MESSAGELIMIT=1000 PARTIAL APPENDLIMIT=41697280 COMPRESS=DEFLATE",
    refuses=(
        # mscdex/node-imap#737
        (
            r"UID SEARCH .*HEADER",
            "NO [SERVERBUG] UID SEARCH Server error - Please try again later",
        ),
        # iroco-co/aioimaplib#126
        (r"UID SEARCH CHARSET", "BAD [CLIENTBUG] UID SEARCH Command arguments invalid"),
    ),
    rewrites=((r'^(\* LIST .* )"?INBOX"?$', r'\1"Inbox"'),),
    # imapsync/imapsync#119, jstedfast/MailKit#358: one message spoils each FETCH it is part of
    bad_uid="NO [UNAVAILABLE] UID FETCH Server error while fetching messages",
)

ICLOUD = Profile(
    name="icloud",
    # nextcloud/mail#3401, kellylford/QuickMail#149: names of its own, and no special use at all
    # (a case has a second mailbox of that name: here it is called Sent)
    names=Names({"Sent": "Sent Messages", "Sent Messages": "Sent", "Trash": "Deleted Messages"}),
    # nextcloud/mail#3401: neither MOVE nor SPECIAL-USE
    capability="XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 CONDSTORE ENABLE QRESYNC QUOTA NAMESPACE UIDPLUS "
    "CHILDREN BINARY UNSELECT SORT CATENATE URLAUTH LANGUAGE ESEARCH ESORT "
    "THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONTEXT=SEARCH CONTEXT=SORT WITHIN SASL-IR "
    "SEARCHRES METADATA ID XMSEARCH X-SUN-SORT ANNOTATE-EXPERIMENT-1 X-UNAUTHENTICATE "
    "X-SUN-IMAP XUM1 MULTISEARCH IDLE LIST-STATUS AUTH=PLAIN",
    refuses=(
        (r'UID SEARCH .*HEADER .*"', "BAD Parse Error"),  # mscdex/node-imap#775
        # Cocoanetics/SwiftMail#30: LIST names what cannot be opened (Notes)
        (
            r'(SELECT|EXAMINE) "?Notes',
            "NO [NONEXISTENT] Mailbox does not exist (took 1 ms)",
        ),
        (r"MOVE|UID MOVE", "BAD Unknown command"),  # it is not in the capabilities
    ),
    lists=(r'* LIST () "/" "Notes"',),
)

PROFILES = {p.name: p for p in (GMAIL, EXCHANGE, YAHOO, ICLOUD)}
