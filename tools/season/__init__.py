"""A mailbox with known truth: people met, promises made, a season of mail, and what keeps what.

Imports nothing of mailfollow, and shares none of its classes: the truth here is that of the one
who writes the mail. `season(seed)` gives the same mailbox for the same seed.
"""

from tools.season.maker import Season, season

__all__ = ["Season", "season"]
