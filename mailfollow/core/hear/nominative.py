"""“Poznałam Annę Kowalską” → Anna Kowalska: a Polish name out of the case its verb asks for.

Only where every word is certain: a first name that is known, a surname like Kowalski, or a
woman's surname that takes no ending. Any other name stays as it is written.
"""

from __future__ import annotations

import re

from mailfollow.core import text
from mailfollow.core.first_names import FIRST_NAMES, POLISH

_MEN_IN_A = frozenset("kuba barnaba".split())
_FOLDED = {text.fold(name): name for name in POLISH - _MEN_IN_A}
_KNOWN = frozenset(map(text.fold, FIRST_NAMES))
_HIS = re.compile(r"(.*(?:s|c|dz)k)(?:iego|im)")
_HERS = re.compile(r"(.*)[ęą]")


def nominative(name: str) -> str:
    """The name as its bearer would say it, else as it is written."""
    *firsts, last = name.split()
    if not firsts:
        return _first(last) or name
    his, hers = _HIS.fullmatch(last), _HERS.fullmatch(last)
    found = [first for word in firsts if (first := _first(word, man=bool(his)))]
    if len(found) < len(firsts):
        return name
    if his:
        return " ".join([*found, f"{his[1]}i"])
    if not all(first.endswith("a") for first in found):
        return name  # Nowaka, Zająca, Dudka: whose accusative is it?
    return " ".join([*found, f"{hers[1]}a" if hers else last])


def _first(word: str, man: bool = False) -> str | None:
    """A first name in the nominative; None where it is not known, or could be two."""
    folded, hers = text.fold(word), _HERS.fullmatch(word)
    if folded in _KNOWN and not man and not hers:
        return word
    fit = {n for f, n in _FOLDED.items() if f != folded and folded in text.forms(f)}
    if man or hers:
        fit = {n for n in fit if n.endswith("a") is not man}
    if len(fit) == 1:
        return fit.pop().title()
    return f"{hers[1]}a" if hers and not man and not fit else None
