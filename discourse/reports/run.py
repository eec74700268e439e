"""Make a report: run its notebooks, and publish all of it or nothing."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from discourse.display import Displayed
from discourse.reports import (
    changes,
    crate,
    documents,
    fingerprint,
    front,
    manifest,
    overview,
    pdf,
    publish,
    reuse,
    workers,
)
from discourse.reports.chapter import Made, Order
from discourse.reports.lock import BusyError, locked
from discourse.reports.parameters import Parameter, check, declared
from discourse.reports.spec import NotebookRun, Spec
from discourse.reports.stop import Stopped, stoppable
from discourse.reports.workers import ChapterError

DONE, FAILED, BUSY = 0, 1, 75
NOTHING = ". Nothing was published"


@dataclass(frozen=True, repr=False)
class Outcome(Displayed):
    """How a run ended: the exit code, the folder to look into (if any) and a sentence for the person.

    Codes: 0 published or unchanged, 1 failed, 75 another run holds the lock, 124 over the time limit,
    128 + N stopped by signal N.
    """

    code: int
    folder: Path | None
    message: str

    def _heading(self) -> str:
        return f"Report run, exit code {self.code}: {self.message}"

    def _remarks(self) -> list[str]:
        page = self.folder / "index.html" if self.folder else None
        return [f"Its first page: {page}"] if page and page.is_file() else []


@dataclass(frozen=True)
class Job:
    """A notebook of the report with all that was found out before anything ran."""

    run: NotebookRun
    declared: dict[str, Parameter]
    parameters: dict[str, Any]
    inputs: list[fingerprint.Input]
    key: str


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
        Run everything, also what did not change since the latest run.
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
    if "pdf" in spec.outputs:
        pdf.browser()
    root = ((Path(out) if out else spec.published) / spec.name).absolute()
    kit = fingerprint.kit()
    jobs = [_job(spec, run, root.parent, kit) for run in spec.notebooks]
    key = fingerprint.key(spec, [job.key for job in jobs])
    try:
        root.mkdir(parents=True, exist_ok=True)
        with locked(root):
            if not force and manifest.is_current(root / "latest", key):
                latest = (root / "latest").resolve()
                _note(root, spec, progress, overview.UNCHANGED)
                return Outcome(DONE, latest, f"unchanged since {latest.name}: {latest / 'index.html'}")
            _note(root, spec, progress, overview.RUNNING)
            outcome = _attempt(spec, jobs, key, root, force, progress)
            _note(root, spec, progress, overview.FAILED if outcome.code else overview.PUBLISHED, outcome)
            return outcome
    except BusyError:
        return Outcome(BUSY, None, f"another run of {spec.name!r} is going on; nothing was done")
    except OSError as error:
        return Outcome(FAILED, None, f"cannot write the report to {root}: {error.strerror or error}")


def _note(root: Path, spec: Spec, progress: Callable[..., None], state: str, outcome: Outcome | None = None) -> None:
    """Say on the page over all reports how it stands; a report does not fail because that page cannot be written."""
    message, folder = (outcome.message.split(NOTHING)[0], outcome.folder) if outcome else ("", None)
    try:
        overview.note(root, spec, state, message, folder)
    except OSError as error:
        progress(f"could not write {root.parent / 'index.html'}: {error.strerror}")


def _job(spec: Spec, run: NotebookRun, published: Path, kit: str) -> Job:
    parameters = check(run.path, run.parameters)
    inputs = fingerprint.inputs(parameters, spec.cwd, published)
    key = fingerprint.chapter_key(spec, run, parameters, inputs, kit)
    return Job(run, declared(run.path), parameters, inputs, key)


def _attempt(spec: Spec, jobs: list[Job], key: str, root: Path, force: bool, progress: Callable[..., None]) -> Outcome:
    """Build a run in a work folder; publish it if it is whole, and put it aside with a log if not."""
    work = publish.work_folder(root)
    try:
        with stoppable(spec.timeout):
            made = {} if force else _taken_over(jobs, root, work)
            _build(spec, jobs, key, made, root, work, progress)
        folder = publish.publish(work, root, key, datetime.now(UTC))
        outcome = Outcome(DONE, folder, f"published {folder / 'index.html'}")
    except Stopped as stop:
        reason = f"{stop.reason}, in {stop.during}" if stop.during else stop.reason
        outcome = _failure(stop.code, reason, "", work, root)
    except ChapterError as error:
        outcome = _failure(FAILED, str(error), error.trace, work, root)
    except OSError as error:
        outcome = _failure(FAILED, f"cannot write to {root}: {error.strerror}", traceback.format_exc(), work, root)
    except Exception as error:
        reason = f"the pages could not be made: {type(error).__name__}: {error}"
        outcome = _failure(FAILED, reason, traceback.format_exc(), work, root)
    publish.prune(root, spec.keep, progress)
    return outcome


def _build(
    spec: Spec, jobs: list[Job], key: str, made: dict[str, Made], root: Path, work: Path, progress: Callable[..., None]
) -> None:
    """Make what is not in `made` yet, then the first page and the record."""
    started = datetime.now(UTC)
    missing = [job for job in jobs if job.run.name not in made]
    processes = min(spec.processes or workers.cores(), len(missing))
    running = f"{len(missing)} notebook{'s' if len(missing) != 1 else ''} in {processes} process"
    progress(
        (f"{running}{'es' if processes != 1 else ''}" if missing else "no notebook has to run")
        + (f"; unchanged: {', '.join(made)}" if made else ""),
        flush=True,
    )
    labels = {job.run.name: _label(job) for job in jobs}

    def done(order: Order, result: Made) -> None:
        made[order.name] = result
        number = len(made) - len(jobs) + len(missing)
        progress(f"[{number}/{len(missing)}] {labels[order.name]} {result.seconds:.1f} s", flush=True)

    workers.make_all([_order(spec, job, work) for job in missing], processes, done)
    entries = [manifest.entry(job.run, made[job.run.name], job.parameters, job.inputs, job.key, work) for job in jobs]
    record = manifest.build(spec, key, started, datetime.now(UTC), entries, front.parts(spec))
    before, folder = reuse.latest(root)
    changed = changes.compare(before, folder, record, work)
    earlier = documents.load(folder)
    now = documents.listed([(job.parameters, job.inputs) for job in jobs], spec.cwd, record["kit"], earlier)
    documents.write(now, work)
    changed["documents"] = changes.documents(before, earlier, record, now)
    changes.write(changed, work)
    front.write(spec, record, made, work, changed)
    crate.write(record, work, summary=spec.summary, authors=spec.authors, license=spec.license)
    manifest.write(record, work)


def _taken_over(jobs: list[Job], root: Path, work: Path) -> dict[str, Made]:
    """The chapters of the latest published run that would come out the same, copied to the work folder."""
    record, folder = reuse.latest(root)
    found = {job.run.name: reuse.take_over(record, folder, work, job.run.name, job.key) for job in jobs}
    return {name: made for name, made in found.items() if made is not None}


def _order(spec: Spec, job: Job, work: Path) -> Order:
    meanings = {name: parameter.help for name, parameter in job.declared.items()}
    run, places = job.run, (str(spec.cwd), str(work))
    about = (run.name, run.title, spec.title, job.parameters, meanings)
    return Order(str(run.path), *about, *places, list(spec.outputs))


def _label(job: Job) -> str:
    return f"{job.run.name} ({job.inputs[0].value})" if job.inputs else job.run.name


def _failure(code: int, reason: str, trace: str, work: Path, root: Path) -> Outcome:
    now = datetime.now(UTC)
    log = f"{now.isoformat(timespec='seconds')}\n{reason}\n\n{trace}".rstrip() + "\n"
    with contextlib.suppress(OSError):  # on a full disk the message must do
        (work / "run.log").write_text(log, encoding="utf-8")
    folder = publish.set_aside(work, root, now)
    return Outcome(code, folder, f"{reason.rstrip('.')}{NOTHING}; see {folder / 'run.log'}")
