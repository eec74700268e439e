"""The command line: thin commands over the library, one lens each.

Nothing heavy is imported before a command is known, so that `discourse --help` answers at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from discourse import __version__
from discourse.commands import ROOMS
from discourse.errors import DiscourseError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 failed, 2 bad usage or input, 75 busy, 124 over time)."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if others and not getattr(options, "takes_others", False):
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    options.others = others
    try:
        return options.run(options)
    except DiscourseError as error:
        print(f"discourse: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("discourse: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="discourse", description="A research kit for the rhetoric of war and negotiation."
    )
    parser.add_argument("--version", action="version", version=f"discourse {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in ROOMS:
        import_module(f"discourse.commands.{room}").register(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
