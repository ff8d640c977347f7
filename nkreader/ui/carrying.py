"""Messages that carry something, declared as data classes are.

`dataclass` writes and compiles three functions for each class: for all the messages of the reading room together, that
is a good part of the time that it takes to start.
"""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform

import rich.repr
from textual.message import Message


@dataclass_transform()
class Carrying(Message):
    """A message whose annotations are what it carries, in the order of its arguments.

    Those of its base come first. What a class gives a value may be left out. Two are equal that carry the same.
    """

    _carried: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = [name for name, kind in cls.__annotations__.items() if "ClassVar" not in str(kind)]
        cls._carried = tuple(dict.fromkeys((*cls._carried, *own)))
        cls._needed = frozenset(name for name in cls._carried if not hasattr(cls, name))

    def __init__(self, *args: Any, **named: Any) -> None:
        carried = dict(zip(self._carried, args, strict=False)) | named
        if len(carried) < len(args) + len(named) or not self._needed <= carried.keys() <= set(self._carried):
            needed = ", ".join(name if name in self._needed else f"[{name}]" for name in self._carried)
            raise TypeError(f"{type(self).__qualname__} carries {needed}; given were {len(args)} and {[*named]}")
        self.__dict__.update(carried)
        super().__init__()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._carried)

    def __rich_repr__(self) -> rich.repr.Result:
        for name in self._carried:
            yield name, getattr(self, name)
