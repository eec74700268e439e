"""A room that is also a verb: `discourse.voices(corpus)` and `discourse.voices.echo` both work.

Importing a submodule puts the room, not a function of the same name, into the package's namespace. A room whose
main function has its own name is therefore made callable.
"""

from __future__ import annotations

import sys
from types import ModuleType


class CallableRoom(ModuleType):
    """A module that, called, calls its function of the same name."""

    def __call__(self, *args, **options):
        return getattr(self, self.__name__.rpartition(".")[2])(*args, **options)


def make_callable(name: str) -> None:
    """Let the module `name` be called; to be written at the end of the room's ``__init__``."""
    sys.modules[name].__class__ = CallableRoom
