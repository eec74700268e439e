"""Notebooks of one's own, made from the kit's."""

from __future__ import annotations

from discourse.commands.common import command, group


def register(commands) -> None:
    """`discourse notebook`."""
    own = group(commands, "notebook", "list the questions, and make a notebook for one of them")
    command(own, "list", _run_list, "the notebooks, and the question that each answers")
    new = command(own, "new", _run_new, "copy a notebook with its parameters filled in")
    new.add_argument("question", help="the name of a notebook, such as framing, or its question")
    new.add_argument("corpus", nargs="?", default="", help="a corpus name, a folder or a file")
    new.add_argument(
        *("-p", "--parameter"), nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters"
    )
    new.add_argument("--out", default="work", metavar="DIR", help="where it goes; nothing is overwritten (%(default)s)")


def _run_list(_) -> int:
    from discourse.lab.start import questions

    for row in questions().itertuples():
        print(f"{row.notebook:18} {row.question}")
    return 0


def _run_new(options) -> int:
    from discourse.lab.start import start, typed

    made = start(options.question, options.corpus, folder=options.out, **typed(options.question, options.parameters))
    print(f"written to {made.path}; then: discourse lab")
    return 0
