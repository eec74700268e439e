"""Make a report: run its notebooks, and publish all of it or nothing."""

from __future__ import annotations

import contextlib
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from discourse.reports import fingerprint, gather, index, manifest, page, publish
from discourse.reports.execute import NotebookError, execute
from discourse.reports.lock import BusyError, locked
from discourse.reports.parameters import Parameter, check, declared
from discourse.reports.spec import NotebookRun, Spec
from discourse.reports.stop import Stopped, stoppable

DONE, FAILED, BUSY = 0, 1, 75


@dataclass(frozen=True)
class Outcome:
    """How a run ended: the exit code, the folder to look into (if any) and a sentence for the person.

    Codes: 0 published or unchanged, 1 failed, 75 another run holds the lock, 124 over the time limit,
    128 + N stopped by signal N.
    """

    code: int
    folder: Path | None
    message: str


@dataclass(frozen=True)
class Job:
    """A notebook of the report with all that was found out before anything ran."""

    run: NotebookRun
    declared: dict[str, Parameter]
    parameters: dict[str, Any]
    inputs: list[fingerprint.Input]


def run(
    spec: Spec,
    *,
    out: str | Path | None = None,
    force: bool = False,
    progress: Callable[..., None] = print,
) -> Outcome:
    """Make a report and publish it as `OUT/NAME/RUN`, with `OUT/NAME/latest` pointing at it.

    Parameters
    ----------
    spec : Spec
    out : path, optional
        The folder to publish in; by default `published` beside the specification.
    force : bool
        Run also when nothing changed since the latest run.
    progress : callable
        Takes what `print` takes.

    Returns
    -------
    Outcome

    Raises
    ------
    DiscourseError
        If the specification or a parameter is wrong; nothing was run or written.
    """
    root = ((Path(out) if out else spec.published) / spec.name).absolute()
    jobs = [_job(run, spec.cwd, root.parent) for run in spec.notebooks]
    key = fingerprint.key(spec, [job.parameters for job in jobs], [job.inputs for job in jobs])
    try:
        root.mkdir(parents=True, exist_ok=True)
        with locked(root):
            if not force and manifest.is_current(root / "latest", key):
                latest = (root / "latest").resolve()
                return Outcome(DONE, latest, f"unchanged since {latest.name}: {latest / 'index.html'}")
            return _attempt(spec, jobs, key, root, progress)
    except BusyError:
        return Outcome(BUSY, None, f"another run of {spec.name!r} is going on; nothing was done")
    except OSError as error:
        return Outcome(FAILED, None, f"cannot write the report to {root}: {error.strerror or error}")


def _job(run: NotebookRun, cwd: Path, published: Path) -> Job:
    parameters = check(run.path, run.parameters)
    return Job(run, declared(run.path), parameters, fingerprint.inputs(parameters, cwd, published))


def _attempt(spec: Spec, jobs: list[Job], key: str, root: Path, progress: Callable[..., None]) -> Outcome:
    """Build a run in a work folder; publish it if it is whole, and put it aside with a log if not."""
    work = publish.work_folder(root)
    try:
        with stoppable(spec.timeout):
            _build(spec, jobs, key, work, progress)
        folder = publish.publish(work, root, key, datetime.now(UTC))
        outcome = Outcome(DONE, folder, f"published {folder / 'index.html'}")
    except Stopped as stop:
        reason = f"{stop.reason}, in {stop.during}" if stop.during else stop.reason
        outcome = _failure(stop.code, reason, "", work, root)
    except NotebookError as error:
        outcome = _failure(FAILED, str(error), error.trace, work, root)
    except OSError as error:
        outcome = _failure(FAILED, f"cannot write to {root}: {error.strerror}", traceback.format_exc(), work, root)
    except Exception as error:
        reason = f"the pages could not be made: {type(error).__name__}: {error}"
        outcome = _failure(FAILED, reason, traceback.format_exc(), work, root)
    publish.prune(root, spec.keep, progress)
    return outcome


def _build(spec: Spec, jobs: list[Job], key: str, work: Path, progress: Callable[..., None]) -> None:
    started = datetime.now(UTC)
    entries, chapters = [], []
    for number, job in enumerate(jobs, start=1):
        progress(f"[{number}/{len(jobs)}] {_label(job)} ...", end="", flush=True)
        begun = time.monotonic()
        try:
            title, kept = _chapter(spec, job, work)
        finally:
            seconds = time.monotonic() - begun
            progress(f" {seconds:.1f} s", flush=True)
        entries.append(manifest.entry(job.run, title, job.parameters, job.inputs, seconds))
        chapters.append(index.chapter(job.run.name, title, kept))
    record = manifest.build(spec, key, started, datetime.now(UTC), entries)
    (work / "index.html").write_text(index.render(record, spec.summary, chapters, work), encoding="utf-8")
    manifest.write(record, work)


def _chapter(spec: Spec, job: Job, work: Path) -> tuple[str, list[gather.Kept]]:
    """Run one notebook and write its page; return its title and what it kept."""
    executed = work / f"{job.run.name}.ipynb"
    folder = work / ".kept"
    execute(job.run.path, executed, job.parameters, cwd=spec.cwd, kept=folder)
    kept = gather.gather(folder, work, job.run.name)
    title = page.title_of(executed, job.run.title)
    html = page.render(
        executed,
        title=title,
        report=spec.title,
        values=[
            {"name": name, "value": page.literal(value), "help": job.declared[name].help}
            for name, value in job.parameters.items()
        ],
        tables=[path.name for one in kept if one.kind == "tables" for path in one.files],
    )
    executed.with_suffix(".html").write_text(html, encoding="utf-8")
    return title, kept


def _label(job: Job) -> str:
    return f"{job.run.name} ({job.inputs[0].value})" if job.inputs else job.run.name


def _failure(code: int, reason: str, trace: str, work: Path, root: Path) -> Outcome:
    now = datetime.now(UTC)
    log = f"{now.isoformat(timespec='seconds')}\n{reason}\n\n{trace}".rstrip() + "\n"
    with contextlib.suppress(OSError):  # on a full disk the message must do
        (work / "run.log").write_text(log, encoding="utf-8")
    folder = publish.set_aside(work, root, now)
    return Outcome(code, folder, f"{reason.rstrip('.')}. Nothing was published; see {folder / 'run.log'}")
