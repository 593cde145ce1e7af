"""The pure core: values in, values out. No clock, no I/O, no logging.

Decisions live in two places: `proof` (which sent message proves what) and `plan`
(what is to be done now). Everything else here prepares values for those two.
"""
