"""The tables of the ledger, version by version."""

SCHEMA = (
    """
    CREATE TABLE known (id TEXT PRIMARY KEY, kind TEXT NOT NULL, contact TEXT NOT NULL,
      addresses TEXT NOT NULL, source TEXT NOT NULL, first_seen TEXT NOT NULL, missing_since TEXT);
    CREATE TABLE evidence ("commitment" TEXT NOT NULL, grade INTEGER NOT NULL, reason TEXT NOT NULL,
      message TEXT NOT NULL, sent_at TEXT NOT NULL, seen_at TEXT NOT NULL, message_id TEXT,
      account TEXT NOT NULL, folder TEXT NOT NULL, subject TEXT NOT NULL, notes TEXT NOT NULL,
      PRIMARY KEY ("commitment", message));
    CREATE TABLE word (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,
      "commitment" TEXT NOT NULL, verb TEXT NOT NULL, arg TEXT NOT NULL);
    CREATE TABLE draft (token TEXT PRIMARY KEY, "commitment" TEXT NOT NULL, contact TEXT NOT NULL,
      name TEXT NOT NULL, occasion TEXT NOT NULL, n INTEGER NOT NULL, stage TEXT NOT NULL,
      account TEXT NOT NULL, mailbox TEXT NOT NULL, message_id TEXT NOT NULL,
      laid_at TEXT NOT NULL, since TEXT NOT NULL, "to" TEXT, parent TEXT, uidvalidity INTEGER,
      uid INTEGER, digest TEXT, internal_date TEXT, reason TEXT);
    CREATE TABLE cursor (account TEXT NOT NULL, mailbox TEXT NOT NULL,
      uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL, PRIMARY KEY (account, mailbox));
    CREATE TABLE covered (account TEXT NOT NULL, mailbox TEXT NOT NULL, inputs TEXT NOT NULL,
      PRIMARY KEY (account, mailbox, inputs));
    CREATE TABLE account (address TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL,
      since TEXT, last_sweep TEXT, sent TEXT NOT NULL, drafts TEXT, trash TEXT,
      detail TEXT NOT NULL, blind_since TEXT);
    """,
    """
    ALTER TABLE evidence ADD COLUMN "to" TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE evidence ADD COLUMN said TEXT NOT NULL DEFAULT '';
    CREATE TABLE arrival ("commitment" TEXT NOT NULL, arrival TEXT NOT NULL, message TEXT NOT NULL,
      received_at TEXT NOT NULL, seen_at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL,
      about TEXT NOT NULL, until TEXT, message_id TEXT, subject TEXT NOT NULL,
      "references" TEXT NOT NULL, account TEXT NOT NULL,
      PRIMARY KEY ("commitment", message, address));
    """,
    """
    ALTER TABLE draft ADD COLUMN cleared_by TEXT;
    ALTER TABLE known ADD COLUMN what TEXT NOT NULL DEFAULT '';
    CREATE TABLE laid (at TEXT NOT NULL, contact TEXT NOT NULL, token TEXT NOT NULL);
    INSERT INTO laid SELECT laid_at, contact, token FROM draft;
    CREATE TABLE pause (at TEXT NOT NULL, reason TEXT NOT NULL, learning INTEGER NOT NULL,
      resumes INTEGER NOT NULL);
    CREATE TABLE size (account TEXT NOT NULL, mailbox TEXT NOT NULL, messages INTEGER NOT NULL,
      PRIMARY KEY (account, mailbox));
    CREATE TABLE clock (last TEXT, newest TEXT, resumes INTEGER NOT NULL);
    CREATE TABLE login (account TEXT NOT NULL, at TEXT NOT NULL);
    CREATE TABLE alert (account TEXT NOT NULL, said TEXT NOT NULL, at TEXT NOT NULL,
      PRIMARY KEY (account, said));
    """,
    """
    CREATE TABLE heard (number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL UNIQUE,
      at TEXT NOT NULL, reason TEXT NOT NULL, "commitment" TEXT NOT NULL);
    CREATE TABLE digest (day TEXT PRIMARY KEY, message_id TEXT NOT NULL, code TEXT NOT NULL,
      stage TEXT NOT NULL, laid_at TEXT NOT NULL, since TEXT NOT NULL, account TEXT NOT NULL,
      numbers TEXT NOT NULL, questions TEXT NOT NULL);
    """,
)
"""One entry a version; a ledger of version n is brought up by the entries from n on."""
