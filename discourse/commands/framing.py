"""Coding with codebooks, and looking after them."""

from __future__ import annotations

from discourse.commands.common import command, group, read, reading, streamed, streaming


def register(commands) -> None:
    """`discourse code` and `discourse codebook`."""
    code = command(commands, "code", _run_code, "code texts with a codebook; one row per coded span")
    reading(code)
    streaming(code)
    code.add_argument("--codebook", default="war-and-talks", help="a shipped codebook or a YAML file (%(default)s)")
    code.add_argument("--out", required=True, metavar="FILE", help="where the hits go: .csv or .parquet")
    book = group(commands, "codebook", "write, check, import and compare codebooks")
    check = command(book, "check", _run_codebook_check, "run the examples written in a codebook")
    check.add_argument("codebook", help="a shipped codebook or a YAML file")
    check.add_argument("--on", metavar="INPUT", help="also say how its patterns work on these texts")
    new = command(book, "new", _run_codebook_new, "write a commented codebook to start from")
    new.add_argument("file", help="the file to write; not if it exists")
    convert = command(book, "import", _run_codebook_import, "turn a dictionary of another program into a codebook")
    convert.add_argument(
        "file", help="LIWC .dic, quanteda .yml, Yoshikoder .ykd, or .csv/.xlsx with category and pattern"
    )
    convert.add_argument("--language", metavar="CODE", default="en", help="the language of its words (%(default)s)")
    convert.add_argument("--out", required=True, metavar="FILE", help="the codebook to write; not if it exists")
    diff = command(book, "diff", _run_codebook_diff, "say what two versions of a codebook code differently")
    diff.add_argument("old", help="a shipped codebook or a YAML file")
    diff.add_argument("new", help="a shipped codebook or a YAML file")
    reading(diff)
    diff.add_argument("--out", required=True, metavar="FILE", help="where the differences go: .csv or .parquet")


def _run_code(options) -> int:
    from discourse.framing import code
    from discourse.framing.hits import COLUMNS
    from discourse.framing.streamed import StoredCoding
    from discourse.tables import write

    coding = code(read(options), options.codebook, **streamed(options))
    if isinstance(coding, StoredCoding):
        coding.parts.export(options.out, COLUMNS)
    else:
        write(coding.hits, options.out)
    print(f"{coding!r} written to {options.out}")
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
    from discourse.framing.coder import asks_for_voices
    from discourse.framing.usage import overlaps, usage

    coding = code(read(texts), codebook, voices=asks_for_voices(codebook))
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

    changes = compare(read(options), options.old, options.new)
    write(changes, options.out)
    for category, part in changes.groupby("category"):
        counts = part["change"].value_counts()
        print(f"{category}: {counts.get('appears', 0)} appear, {counts.get('disappears', 0)} disappear")
    print(f"{len(changes):,} differences written to {options.out}")
    return 0
