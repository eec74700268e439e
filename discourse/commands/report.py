"""Making reports."""

from __future__ import annotations

import sys

from discourse.commands.common import command
from discourse.errors import DiscourseError


def register(commands) -> None:
    """`discourse report`."""
    parser = command(commands, "report", _run_report, "run notebooks over corpora and publish what comes out")
    parser.usage = (
        "discourse report [SPEC] [-p NAME VALUE] [--out DIR] [--force]\n"
        "       discourse report check SPEC | list | new FILE | verify RUN [SPEC]"
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="SPEC",
        help="a report spec (.toml) or one notebook (default: first-look). `check SPEC` says what a run would make, "
        "`list` which specs there are, `new FILE` writes one after a few questions, "
        "`verify RUN` makes a published run again and compares",
    )
    parser.add_argument(
        *("-p", "--parameter"), nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters"
    )
    parser.add_argument("--out", metavar="DIR", help="where to publish (default: published/NAME beside the spec)")
    parser.add_argument("--force", action="store_true", help="run even if nothing has changed")


def _run_report(options) -> int:
    action, *rest = options.words or [""]
    if action in ACTIONS:
        takes, run = ACTIONS[action]
        if len(rest) not in takes:
            count = " or ".join(map(str, takes))
            raise DiscourseError(f"report {action} takes {count} files", remedy="see discourse report --help")
        return run(options, *rest)
    if rest:
        raise DiscourseError(f"one report at a time, not {' and '.join(options.words)}", remedy="name one spec")
    return _run(options, action)


def _run(options, name: str) -> int:
    from pathlib import Path

    from discourse.reports.run import run

    outcome = run(_spec(options, name), out=Path(options.out) if options.out else None, force=options.force)
    print(outcome.message, file=sys.stderr if outcome.code else sys.stdout)
    return outcome.code


def _spec(options, name: str):
    from pathlib import Path

    from discourse.home import home
    from discourse.reports import spec as specs

    path = Path(name) if name else home() / "reports" / "first-look.toml"
    spec = specs.from_notebook(path) if path.suffix == ".ipynb" else specs.load(path)
    return specs.with_parameters(spec, dict(options.parameters))


def _check(options, name: str) -> int:
    from discourse.reports.check import describe

    print(describe(_spec(options, name)))
    return 0


def _list(_options) -> int:
    from discourse.reports.check import found, listing

    print(listing(found()))
    return 0


def _new(_options, name: str) -> int:
    """Ask where somebody is there to answer; otherwise take the defaults."""
    from pathlib import Path

    from discourse.reports import new
    from discourse.tables import write_new

    path = Path(name)
    if path.suffix != ".toml":
        raise DiscourseError(f"a report specification ends in .toml, not {path.suffix!r}", source=name)
    answers = new.defaults(path)
    if sys.stdin.isatty():
        print(f"Notebooks: {', '.join(new.available())}")
        for key, question in new.QUESTIONS.items():
            answers[key] = input(f"{question} [{answers[key]}] ").strip() or answers[key]
    write_new(path, new.text_of(answers))
    print(f"written to {path}; then: discourse report check {path}")
    return 0


def _verify(_options, folder: str, spec: str = "") -> int:
    from pathlib import Path

    from discourse.reports.verify import verify

    found = verify(Path(folder), Path(spec) if spec else None)
    for line in found:
        print(line)
    print(f"{folder}: {len(found)} differences" if found else f"{folder}: as published, and the same when made again")
    return 1 if found else 0


# What may stand before the name of a file, and how many files it takes.
ACTIONS = {"check": ((1,), _check), "list": ((0,), _list), "new": ((1,), _new), "verify": ((1, 2), _verify)}
