"""Making reports."""

from __future__ import annotations

import sys

from discourse.commands.common import command


def register(commands) -> None:
    """`discourse report`."""
    parser = command(commands, "report", _run_report, "run notebooks over corpora and publish what comes out")
    parser.add_argument("spec", nargs="?", help="a report spec (.toml) or one notebook (default: first-look)")
    parser.add_argument(
        *("-p", "--parameter"), nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters"
    )
    parser.add_argument("--out", metavar="DIR", help="where to publish (default: published/NAME beside the spec)")
    parser.add_argument("--force", action="store_true", help="run even if nothing has changed")


def _run_report(options) -> int:
    from pathlib import Path

    from discourse.home import home
    from discourse.reports import spec as specs
    from discourse.reports.run import run

    path = Path(options.spec) if options.spec else home() / "reports" / "first-look.toml"
    spec = specs.from_notebook(path) if path.suffix == ".ipynb" else specs.load(path)
    spec = specs.with_parameters(spec, dict(options.parameters))
    outcome = run(spec, out=Path(options.out) if options.out else None, force=options.force)
    print(outcome.message, file=sys.stderr if outcome.code else sys.stdout)
    return outcome.code
