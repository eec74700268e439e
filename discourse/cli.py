"""The command line: thin commands over the library, one lens each.

Nothing heavy is imported before a command is known, so that `discourse --help` answers at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from discourse import __version__
from discourse.errors import DiscourseError

_INPUT = (
    "a folder, a file (.txt .md .html .docx .pdf .csv .tsv .json .jsonl .parquet, also .gz and .zip), or a corpus name"
)
_COLUMNS = ("text", "document", "title", "date", "author", "outlet", "actor")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 failed, 2 bad usage or input, 75 busy, 124 over time)."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if others and options.run is not _run_lab:
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
    _report(_command(commands, "report", _run_report, "run notebooks over corpora and publish what comes out"))
    _command(commands, "lab", _run_lab, "open JupyterLab on the notebooks; options such as --no-browser go to it")
    _corpus(commands.add_parser("corpus", help="list, show, get and check corpora").add_subparsers(required=True))
    code = _command(commands, "code", _run_code, "code texts with a codebook; one row per coded span")
    _reading(code)
    code.add_argument("--codebook", default="war-and-talks", help="a shipped codebook or a YAML file (%(default)s)")
    code.add_argument("--out", required=True, metavar="FILE", help="where the hits go: .csv or .parquet")
    voices = _command(commands, "voices", _run_voices, "find whose words are whose; one row per attribution")
    _reading(voices)
    voices.add_argument("--out", required=True, metavar="FILE", help="where the attributions go: .csv or .parquet")
    book = commands.add_parser("codebook", help="check codebooks, and compare versions of them").add_subparsers(
        required=True
    )
    check = _command(book, "check", _run_codebook_check, "run the examples written in a codebook")
    check.add_argument("codebook", help="a shipped codebook or a YAML file")
    check.add_argument("--on", metavar="INPUT", help="also say how its patterns work on these texts")
    new = _command(book, "new", _run_codebook_new, "write a commented codebook to start from")
    new.add_argument("file", help="the file to write; not if it exists")
    convert = _command(book, "import", _run_codebook_import, "turn a dictionary of another program into a codebook")
    convert.add_argument("file", help="LIWC .dic, quanteda .yml, Yoshikoder .ykd, or .csv with category and pattern")
    convert.add_argument("--language", metavar="CODE", default="en", help="the language of its words (%(default)s)")
    convert.add_argument("--out", required=True, metavar="FILE", help="the codebook to write; not if it exists")
    diff = _command(book, "diff", _run_codebook_diff, "say what two versions of a codebook code differently")
    diff.add_argument("old", help="a shipped codebook or a YAML file")
    diff.add_argument("new", help="a shipped codebook or a YAML file")
    _reading(diff)
    diff.add_argument("--out", required=True, metavar="FILE", help="where the differences go: .csv or .parquet")
    return parser


def _command(commands, name: str, run: Callable, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("spec", nargs="?", help="a report spec (.toml) or one notebook (default: first-look)")
    parser.add_argument(
        *("-p", "--parameter"), nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters"
    )
    parser.add_argument("--out", metavar="DIR", help="where to publish (default: published/NAME beside the spec)")
    parser.add_argument("--force", action="store_true", help="run even if nothing has changed")


def _corpus(commands) -> None:
    _command(commands, "list", _run_corpus_list, "the corpora the kit knows by name")
    show = _command(commands, "show", _run_corpus_show, "what a corpus is, and where it is from")
    show.add_argument("name")
    get = _command(commands, "get", _run_corpus_get, "fetch a corpus that is not installed")
    get.add_argument("name")
    get.add_argument("--from", dest="from_file", metavar="FILE", help="take it from a file you have already")
    _reading(_command(commands, "check", _run_corpus_check, "read texts and say what was found, marked and left out"))


def _reading(parser: argparse.ArgumentParser) -> None:
    """The options of every command that reads texts."""
    parser.add_argument("input", help=_INPUT)
    parser.add_argument("--metadata", metavar="FILE", help="an index that names the files of a folder, with metadata")
    for name in _COLUMNS:
        parser.add_argument(
            f"--{name}",
            metavar="COLUMN",
            help=argparse.SUPPRESS
            if name != "text"
            else "and --document --title --date --author --outlet --actor: the columns that hold them",
        )
    parser.add_argument("--language", metavar="CODE", help="the language of every text (default: identified)")
    parser.add_argument("--date-format", metavar="FORMAT", help="how dates are written, e.g. %%d/%%m/%%Y")


def _read(options):
    from discourse.corpus import read

    names = ("metadata", "language", "date_format", *_COLUMNS)
    return read(options.input, **{name: getattr(options, name) for name in names})


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


def _run_lab(options) -> int:
    from discourse.lab import open_lab

    return open_lab(options.others)


def _run_corpus_list(_) -> int:
    from discourse.corpus import catalogue

    for name in catalogue.names():
        here = "ready" if catalogue.available(name) else f"discourse corpus get {name}"
        print(f"{name:14} {here:34} {catalogue.entry(name).title}")
    return 0


def _run_corpus_show(options) -> int:
    from discourse.corpus import catalogue

    entry = catalogue.entry(options.name)
    print((entry.catalogue.parent / entry.card).read_text(encoding="utf-8") if entry.card else entry.title)
    return 0


def _run_corpus_get(options) -> int:
    from discourse.corpus import catalogue

    print(catalogue.get(options.name, from_file=options.from_file))
    return 0


def _run_corpus_check(options) -> int:
    corpus = _read(options)
    print(corpus)
    for title, table in (("left out", corpus.left_out), ("duplicates", corpus.duplicates())):
        if len(table):
            print(f"\n{title}:\n{table.to_string(index=False)}")
    marked = corpus.marks["kind"].value_counts()
    if len(marked):
        print("\nmarked, not read as body:", ", ".join(f"{kind} {count}" for kind, count in marked.items()))
    for note in corpus.notes:
        print(f"note: {note}")
    return 0


def _run_code(options) -> int:
    from discourse.framing import code
    from discourse.tables import write

    coding = code(_read(options), options.codebook)
    write(coding.hits, options.out)
    print(f"{coding!r} written to {options.out}")
    return 0


def _run_voices(options) -> int:
    from discourse.tables import write
    from discourse.voices import voices

    found = voices(_read(options))
    write(found, options.out)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in found["kind"].value_counts().items())
    print(f"{len(found):,} attributions ({kinds}) written to {options.out}")
    return 0


def _run_codebook_check(options) -> int:
    from discourse.framing import Codebook

    codebook = Codebook.load(options.codebook)
    failures = codebook.check()
    for failure in failures.itertuples():
        print(f"{failure.category}: {failure.kind} {failure.text!r} is {failure.problem}")
    examples = sum(
        len(texts)
        for category in codebook.categories.values()
        for kind in (category.examples, category.counter_examples)
        for texts in kind.values()
    )
    print(f"{codebook!r}: {examples} examples, {len(failures)} wrong")
    if options.on:
        _print_usage(codebook, options.on)
    return 1 if len(failures) else 0


def _print_usage(codebook, texts: str) -> None:
    """Patterns that never hit, those that make most of a category's hits, and categories that overlap."""
    from discourse.corpus import read
    from discourse.framing import code
    from discourse.framing.usage import overlaps, usage

    coding = code(read(texts), codebook, voices=False)
    print(repr(coding))
    for category, part in usage(coding).groupby("category", sort=False):
        idle = (part["hits"] == 0).sum()
        print(f"{category}: {part['hits'].sum()} hits; {idle} of {len(part)} patterns never hit", end="")
        top = part.nlargest(1, "hits").iloc[0]
        print(f"; {top['share']:.0%} are {top['pattern']!r}" if top["hits"] else "")
    for row in overlaps(coding).head(10).itertuples(index=False):
        print(f"overlap: {row[2]} hits of {row[0]} ({row[3]:.0%}) share words with {row[1]}")


def _run_codebook_new(options) -> int:
    from discourse.home import PACKAGE
    from discourse.tables import write_new

    template = PACKAGE / "framing" / "template.yaml"
    write_new(options.file, template.read_text(encoding="utf-8"))
    print(f"written to {options.file}; then: discourse codebook check {options.file}")
    return 0


def _run_codebook_import(options) -> int:
    from discourse.framing.importing import convert
    from discourse.tables import write_new

    text, left_out = convert(options.file, language=options.language)
    write_new(options.out, text)
    for entry in left_out:
        print(f"left out: {entry}")
    print(f"written to {options.out}; {len(left_out)} entries left out. Now write its definitions and examples.")
    return 0


def _run_codebook_diff(options) -> int:
    from discourse.framing import compare
    from discourse.tables import write

    changes = compare(_read(options), options.old, options.new)
    write(changes, options.out)
    for category, part in changes.groupby("category"):
        counts = part["change"].value_counts()
        print(f"{category}: {counts.get('appears', 0)} appear, {counts.get('disappears', 0)} disappear")
    print(f"{len(changes):,} differences written to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
