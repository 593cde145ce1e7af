"""`later.py MOMENT …`: mailfollow with its clock set to a moment, from where it runs on.

The morning mail rests on weekends; a proof that is asked for on a Sunday cannot wait for Monday.
"""

from __future__ import annotations

import importlib
import sys
from datetime import datetime

import time_machine

time_machine.travel(datetime.fromisoformat(sys.argv.pop(1)), tick=True).start()

importlib.import_module("mailfollow.cli").main()  # not before the clock is set
