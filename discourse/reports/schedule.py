"""Files for what starts a report at a given time: cron, systemd, GitHub Actions, Airflow, Windows.

Each runs the one command `discourse report SPEC`, with this interpreter and in this folder. Exit code 75, another
run is under way, is no failure for any of them.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from discourse.reports.run import BUSY
from discourse.reports.spec import Spec

TEMPLATE = Path(__file__).parent / "template" / "schedule"
DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
FULL_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
TIME = re.compile(r"(?:(daily|hourly|sun|mon|tue|wed|thu|fri|sat) ?)?(?:at )?(\d{1,2}):(\d\d)")
FORM = 'write "daily 06:30", "mon 06:30" or "hourly 00:15" (the minute counts)'
LEEWAY = 120  # seconds beyond the report's own limit, in which it tidies up


@dataclass(frozen=True)
class When:
    """A time of day; of one weekday if `day` is one (0 is Sunday), of every hour if `hour` is None."""

    minute: int
    hour: int | None
    day: int | None

    @property
    def cron(self) -> str:
        hour, day = (("*" if part is None else part) for part in (self.hour, self.day))
        return f"{self.minute} {hour} * * {day}"

    @property
    def calendar(self) -> str:
        """As systemd writes it."""
        day = "" if self.day is None else f"{DAYS[self.day]} "
        return f"{day}*-*-* {'*' if self.hour is None else f'{self.hour:02}'}:{self.minute:02}:00"


def when(text: str) -> When:
    """Read a time such as "mon 06:30".

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> when("mon 06:30").cron, when("mon 06:30").calendar
    ('30 6 * * 1', 'Mon *-*-* 06:30:00')
    >>> when("hourly 00:15").cron
    '15 * * * *'
    """
    said = TIME.fullmatch(text.strip().lower())
    if not said or int(said[2]) > 23 or int(said[3]) > 59:
        raise ValueError(FORM)
    days = [day.lower() for day in DAYS]
    return When(
        int(said[3]),
        None if said[1] == "hourly" else int(said[2]),
        days.index(said[1]) if said[1] in days else None,
    )


def render(kind: str, spec: Spec, path: Path, time: When, folder: Path) -> str:
    """The file that starts a report.

    Parameters
    ----------
    kind : str
        One of `QUOTES`.
    spec : Spec
        Of the report; its name, title and time limit are used.
    path : Path
        Where it is.
    time : When
    folder : Path
        The folder it is to run in.
    """
    import jinja2

    command = [sys.executable, "-m", "discourse.cli", "report", str(path.resolve())]
    or_busy = f"{shlex.join(command)} || [ $? -eq {BUSY} ]"
    inside = path.resolve().is_relative_to(folder)
    # Nothing here is HTML: each kind has its own way to quote.
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE),
        autoescape=False,
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    return templates.get_template(f"{kind}.j2").render(
        name=spec.name,
        title=" ".join(spec.title.split()),
        when=time,
        weekday=None if time.day is None else FULL_DAYS[time.day],
        folder=str(folder),
        command=command,
        shell=shlex.join(command),
        wsl=subprocess.list2cmdline(["--cd", str(folder), "--exec", "sh", "-c", or_busy]),
        spec_name=path.resolve().relative_to(folder).as_posix() if inside else path.name,
        busy=BUSY,
        seconds=spec.timeout + LEEWAY,
        minutes=(spec.timeout + LEEWAY + 59) // 60,
        q=QUOTES[kind],
    )


def _cron(text: str) -> str:
    """For the shell that cron starts, to which a bare % means a new line."""
    return shlex.quote(text).replace("%", r"\%")


def _systemd(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _yaml(text: str) -> str:
    return json.dumps(text)  # a double-quoted scalar of YAML


def _xml(text: str) -> str:
    return escape(text)


QUOTES: dict[str, Callable[[str], str]] = {
    "cron": _cron,
    "systemd": _systemd,
    "github-actions": _yaml,
    "airflow": repr,
    "windows": _xml,
}
