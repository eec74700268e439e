"""Making reports at a given time."""

from __future__ import annotations

from discourse.commands.common import command
from discourse.errors import DiscourseError

KINDS = ("cron", "systemd", "github-actions", "airflow", "windows")


def register(commands) -> None:
    """`discourse schedule`."""
    parser = command(commands, "schedule", _run_schedule, "print a ready file that makes a report at a given time")
    parser.add_argument("spec", help="a report spec (.toml)")
    parser.add_argument("--as", required=True, choices=KINDS, dest="kind", help="what is to start it")
    parser.add_argument(
        "--at", default="daily 06:30", metavar="TIME", help='such as "mon 06:30" or "hourly 00:15" (%(default)s)'
    )


def _run_schedule(options) -> int:
    from pathlib import Path

    from discourse.reports import schedule
    from discourse.reports.check import describe
    from discourse.reports.spec import load

    try:
        time = schedule.when(options.at)
    except ValueError as error:
        raise DiscourseError(f"{options.at!r} is no time", source="--at", remedy=str(error)) from error
    spec = load(options.spec)
    describe(spec)  # what would fail at half past six fails now
    print(schedule.render(options.kind, spec, Path(options.spec), time, Path.cwd()), end="")
    return 0
