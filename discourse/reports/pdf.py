"""A report as one PDF: its pages in one document, printed by an installed Chromium."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from discourse.errors import BrowserError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
NAMED_IN = "DISCOURSE_CHROMIUM"
LIMIT = 300  # seconds for one document
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
STYLE = (
    "<style>@page { @bottom-center { content: counter(page); font: 9pt sans-serif; } } "
    ".sheet + .sheet { break-before: page; }</style>"
)
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for")
WRITTEN = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")
NODE = re.compile(rb"\(node(\d{8})\)")


def browser() -> str:
    """The Chromium that prints: the one named in DISCOURSE_CHROMIUM, else one that is installed.

    Raises
    ------
    BrowserError
        If there is none.
    """
    given = os.environ.get(NAMED_IN)
    found = next(filter(None, map(shutil.which, [given] if given else NAMES)), None)
    if found is None:
        problem = f"{NAMED_IN} names no program" if given else "there is no Chromium to print a PDF with"
        remedy = f"install Chromium, name one in {NAMED_IN}, or take pdf out of the outputs"
        raise BrowserError(problem, source=given, remedy=remedy)
    return found


def write(pages: list[Path], target: Path, *, folder: Path, when: datetime) -> None:
    """Print pages, one after another, as one PDF with page numbers, an outline and links that work within it.

    The same pages and the same `when` give the same bytes.

    Parameters
    ----------
    pages : list of Path
        HTML files; links to others than these are taken out, since what they lead to does not travel along.
    target : Path
    folder : Path
        A folder for what is needed on the way; it is removed.
    when : datetime.datetime
        What is written into the PDF as the time it was made.

    Raises
    ------
    BrowserError
        If there is no browser, or it prints nothing.
    """
    folder.mkdir()
    try:
        source, made = folder / "pages.html", folder / "pages.pdf"
        source.write_text(together(pages), encoding="utf-8")
        _print(source, made, folder)
        target.write_bytes(settled(made.read_bytes(), when))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def together(pages: list[Path]) -> str:
    """One document of several pages: identifiers get the page's name before them, and links lead there.

    What the first page folds away is opened: the sentences behind its answers, and the codebooks. The others are many.
    """
    import bs4

    names = {path.stem for path in pages}
    first, bodies, styles = None, [], []
    for path in pages:
        soup = bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        first = first or soup
        styles += [str(style) for style in soup.head.find_all("style") if str(style) not in styles]
        for unneeded in soup.body.find_all(["script", "nav", "input", "button"]):
            unneeded.decompose()
        if soup is first:
            _unfold(soup.body)
        _rename(soup.body, path.stem, names)
        bodies.append(f'<div class="sheet" id="{path.stem}">{soup.body.decode_contents()}</div>')
    for element in first.head.find_all(["style", "script"]):
        element.decompose()
    head = first.head.decode_contents()
    return (
        f'<!DOCTYPE html>\n<html lang="{first.html.get("lang", "en")}"><head>{head}{"".join(styles)}{STYLE}</head>'
        f"<body>{''.join(bodies)}</body></html>\n"
    )


def settled(pdf: bytes, when: datetime) -> bytes:
    """A PDF of Chromium without what differs from one printing to the next: the time, and how elements are counted.

    Nothing changes its length, which the file's own table of contents depends on.
    """
    made = when.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    pdf = WRITTEN.sub(rb"/\1 (D:" + made + rb"+00'00')", pdf)
    order = {number: position for position, number in enumerate(sorted(set(NODE.findall(pdf))), start=1)}
    return NODE.sub(lambda node: b"(node%08d)" % order[node[1]], pdf)


def _unfold(body) -> None:
    for folded in body.select("details:not(.code)"):
        if not folded.find_parent("details") and not folded.select_one(".files"):
            folded["open"] = ""


def _rename(body, page: str, pages: set[str]) -> None:
    own = {element["id"] for element in body.find_all(id=True)}
    for element in body.find_all(True):
        if element.name == "style":
            sheet = element.decode_contents()
            element.string = re.sub(r"#([\w-]+)", lambda m: f"#{page}--{m[1]}" if m[1] in own else m[0], sheet)
        if element.has_attr("id"):
            element["id"] = f"{page}--{element['id']}"
        for name, value in element.attrs.items():
            if isinstance(value, str) and value.startswith("url(#"):  # of a drawing
                element[name] = f"url(#{page}--{value[5:]}"
        for name in REFERENCES:
            if element.has_attr(name):
                words = element[name] if isinstance(element[name], list) else element[name].split()
                element[name] = " ".join(f"{page}--{word}" for word in words)
        if element.has_attr("href"):
            address = _within(element["href"], page, pages)
            if address is None:
                del element["href"]
            else:
                element["href"] = address


def _within(address: str, page: str, pages: set[str]) -> str | None:
    """Where a link leads in the one document; None if nowhere."""
    if re.match(r"(?:https?://|mailto:)", address, re.IGNORECASE):
        return address
    file, _, place = address.partition("#")
    name = file.removesuffix(".html") if file else page
    if name not in pages:
        return None
    return f"#{name}--{place}" if place else f"#{name}"


def _print(source: Path, target: Path, folder: Path) -> None:
    command = [browser(), *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
    if os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # which it cannot do without as root; the pages hold no script
    kept_here = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    log = folder / "log"
    with open(log, "wb") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, **kept_here, "TZ": "UTC"},
            start_new_session=True,
        )
        try:
            code = process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            code = f"nothing after {LIMIT} seconds"
        finally:
            with contextlib.suppress(ProcessLookupError):  # it has processes of its own
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code != 0 or not target.is_file():
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise BrowserError(f"Chromium printed no PDF ({code}): {' '.join(last)[:300]}", remedy="see what it says")
