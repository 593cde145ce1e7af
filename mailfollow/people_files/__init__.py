"""What the user said elsewhere → a new people file, as the user would have written it.

text    contacts, meetings, promises → TOML that reads back as the same
hints   what is still missing, in the user's language
file    made whole or not at all, never over another one
"""

from __future__ import annotations

from mailfollow.people_files.file import write
from mailfollow.people_files.text import text

__all__ = ["text", "write"]
