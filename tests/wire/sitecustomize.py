"""Python runs this at its start where this folder is in PYTHONPATH."""

import wirewatch

wirewatch.listen()
