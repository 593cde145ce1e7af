"""mailfollow keeps people's word for them.

You meet somebody, promise to write, and forget. mailfollow stands beside your mail client: it
reads in Sent that you wrote, and ticks the promise off, showing the proof. Where you did not,
it lays a draft into your Drafts folder, ready to be finished and sent by you. To a contact it
never sends anything; to you it sends one mail a morning.

**The pass.** Everything happens in one function, `sweep.sweep`:

    people (TOML) ──→ promises ─→ commitments ─┐
    Sent, new or again ─→ proof ─→ evidence ───┤
    words of the user: commands, moved drafts, ├─→ World ─→ plan ─→ actions ─→ ledger, mailbox,
      answers, notes to oneself ───────────────┤                              people files
    Drafts, Trash: what lies there now ────────┤
    ledger: journal, looks · clock: now ───────┘

It looks (`look`), decides (`core.plan`), acts (`act`). `run --once` does it once; the daemon
does it again whenever a server pushes, the user says a word, a file is edited, or the moment
comes that the last plan named.

**The words.** A *contact* is a person the user knows. A *meeting* makes a follow-up; a
*promise* says what else is owed. With its days computed, each is a *commitment*: upcoming, due,
overdue, and in the end fulfilled or dropped. *Evidence* is one outgoing message held against
one commitment, of a grade: E1–E3 fulfil, E4 is a *question* to the user, E5 a hint. A *word* is
what the user said (done, snooze, drop, …), by a command, by moving a draft into a *verb folder*,
or by answering the *morning mail*; all of them go through one door (`core.hear`). The *occasion*
is the last day that a person set: it has one *draft*, ever. A *look* is one complete reading of
one mailbox; where it failed we do not know, and unknown is never absent. The *ledger* is memory,
never the source of contacts.

**Who decides.** Two places, both pure: `core.proof` says what a message proves, `core.plan`
what is to be done. The core takes values and gives values: no clock, no I/O, no logging; `now`
is a parameter, actions are data. A dry run prints them, a test compares them.

**Who imports whom.** One way: `cli → daemon → sweep → {look, act} → {core, letters, say,
ledger, mail}`. The rooms know `core.model`, `core.address`, `core.calendar` and `errors`, and
never each other. Each outside library has one room that may import it: IMAP lives in `mail`,
Jinja2 in `letters`, SQLite in `ledger`. `tests/test_architecture.py` holds the whole table.

**What must never break.** Never two drafts, never a false tick, never a word of the user's
touched, nothing sent to a contact by us. Every effect on a mailbox is preceded by a durable
intent and is safe to repeat; the invariants I1–I8 each have tests that fail without them.
"""

__version__ = "0.1.0"
