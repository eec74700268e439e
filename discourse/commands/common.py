"""What the commands share: how one is declared, and the options of those that read texts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

_INPUT = (
    "a folder, a file (.txt .md .html .docx .rtf .pdf .csv .tsv .json .jsonl .parquet, also .gz and .zip), "
    "a published corpus (docs/sources.md), or a corpus name"
)
COLUMNS = ("text", "document", "title", "date", "author", "outlet", "actor")


def command(commands, name: str, run: Callable, text: str) -> argparse.ArgumentParser:
    """Declare a command; `run(options)` does it and returns the exit code."""
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def group(commands, name: str, text: str):
    """Declare a command that has commands of its own, and return where these are declared."""
    return commands.add_parser(name, help=text).add_subparsers(required=True)


def reading(parser: argparse.ArgumentParser) -> None:
    """The options of every command that reads texts."""
    parser.add_argument("input", help=_INPUT)
    parser.add_argument("--metadata", metavar="FILE", help="an index that names the files of a folder, with metadata")
    for name in COLUMNS:
        parser.add_argument(
            f"--{name}",
            metavar="COLUMN",
            help=argparse.SUPPRESS
            if name != "text"
            else "and --document --title --date --author --outlet --actor: the columns that hold them",
        )
    parser.add_argument(
        "--layout", metavar="NAME", help="how the corpus was published, e.g. lexisnexis (default: seen by itself)"
    )
    parser.add_argument("--language", metavar="CODE", help="the language of every text (default: identified)")
    parser.add_argument("--date-format", metavar="FORMAT", help="how dates are written, e.g. %%d/%%m/%%Y")


def streaming(parser: argparse.ArgumentParser) -> None:
    """The option of commands that go through a store partition by partition."""
    parser.add_argument(
        "--processes", type=int, metavar="N", help="work on so many partitions of a store at once (default: one)"
    )


def streamed(options) -> dict:
    """What the option of `streaming` means to the function that is called."""
    return {"executor": options.processes, "progress": _show}


def _show(done: int, total: int | None) -> None:
    """Say on a terminal how far it is; what is written to files stays the same."""
    if sys.stderr.isatty():
        print(
            f"\r{done:,} of {total or '?'} partitions", end="\n" if done == total else "", file=sys.stderr, flush=True
        )


def read(options):
    """The corpus that the options of `reading` name."""
    from discourse.corpus import read as read_corpus

    names = ("metadata", "layout", "language", "date_format", *COLUMNS)
    return read_corpus(options.input, **{name: getattr(options, name) for name in names})
