"""The jinja2 sandbox: a template can use its variables and nothing else, and not for long.

`ImmutableSandboxedEnvironment` guards attributes, not time or memory. Here every turn of a
loop, every call and every character that an operation makes is paid from one budget, and
what cannot be metered (methods, most filters) does not exist.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

BUDGET = 50_000  # units of work for one letter: some sixty times what ours take
CALL = 20  # what a call costs, by the time it takes
LONGEST_RANGE = 1_000
LARGEST_NUMBER = 10**9
_FILTERS = tuple("capitalize count d default first join last length lower trim upper".split())


class TooMuchWork(Exception):
    """The template is a bomb, or nearly."""


class Meter(threading.local):
    """What is left of the budget, for the letter that this thread renders."""

    left = BUDGET

    def reset(self) -> None:
        self.left = BUDGET

    def spend(self, units: int) -> None:
        self.left -= units + 1
        if self.left < 0:
            raise TooMuchWork("it takes far too much work for a letter; look at its loops")


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates are data: bounded, and without access to anything."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.meter = Meter()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters |= {"join": self._join, "-loop": self._turns, "-concat": self._join}
        self.globals = {"range": self._range}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        self.meter.spend(0)
        return super().get_template(name, parent, globals)

    def call(
        __self,  # the signature is jinja2's
        __context: Context,
        __obj: Any,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        __self.meter.spend(CALL)
        allowed = isinstance(__obj, Macro | BlockReference) or __obj == __self._range
        if not allowed:
            raise SecurityError("only macros and range() can be called in a template")
        return __context.call(__obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for value in (left, right):
            if isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
                raise TooMuchWork("it computes with enormous numbers")
        if operator == "**" or (operator in "%*" and not _numbers(left, right)):
            raise SecurityError(f"{operator} is not for texts in a template")
        result = super().call_binop(context, operator, left, right)
        self.meter.spend(len(result) if isinstance(result, str | list | tuple) else 0)
        return result

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = _filtered(loop.iter, "-loop")
        _replace_concats(tree)
        return tree

    def _turns(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self.meter.spend(0)
            yield value

    def concat(self, parts: Iterable[str]) -> str:
        return self._join(parts)

    def _join(self, parts: Iterable[Any], between: str = "") -> str:
        taken = []
        for part in parts:
            text = str(part)
            self.meter.spend(len(text) + len(between))
            taken.append(text)
        return str(between).join(taken)

    def _range(self, *args: int) -> range:
        numbers = range(*args)
        if len(numbers) > LONGEST_RANGE:
            raise TooMuchWork(f"range() goes to {LONGEST_RANGE} at most")
        return numbers


def _numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) for value in values)


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _replace_concats(node: nodes.Node) -> None:
    """Let `~` be metered like everything else that makes text."""
    for field, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, field, [_without_concat(v) for v in value])
        else:
            setattr(node, field, _without_concat(value))


def _without_concat(value: Any) -> Any:
    if not isinstance(value, nodes.Node):
        return value
    _replace_concats(value)
    if isinstance(value, nodes.Concat):
        return _filtered(nodes.List(value.nodes, lineno=value.lineno), "-concat")
    return value
