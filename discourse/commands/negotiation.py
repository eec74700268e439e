"""Who does what to whom."""

from __future__ import annotations

from discourse.commands.common import command, group, read, reading, streamed, streaming


def register(commands) -> None:
    """`discourse statements` and `discourse acts check`."""
    parser = command(commands, "statements", _run_statements, "find who does what to whom; one row per statement")
    reading(parser)
    streaming(parser)
    parser.add_argument("--actors", metavar="FILE", help="a gazetteer (YAML) of further actors")
    parser.add_argument("--acts", metavar="FILE", help="a codebook of acts (YAML) instead of the shipped one")
    parser.add_argument("--out", required=True, metavar="FILE", help="where the statements go: .csv or .parquet")
    check = command(
        group(commands, "acts", "the codebook of acts that statements are found with"),
        "check",
        _run_acts_check,
        "run the examples written in a codebook of acts",
    )
    check.add_argument("codebook", nargs="?", help="a YAML file (default: the shipped one)")


def _run_acts_check(options) -> int:
    from discourse.negotiation.checking import check_acts
    from discourse.negotiation.find import Finder

    failures = check_acts(options.codebook)
    for failure in failures.itertuples():
        print(f"line {failure.line}, {failure.act}: {failure.kind} {failure.text!r} is {failure.problem}")
    print(f"{len(Finder.load('en', acts=options.codebook).book.examples)} examples, {len(failures)} wrong")
    return 1 if len(failures) else 0


def _run_statements(options) -> int:
    from discourse.negotiation import statements
    from discourse.negotiation.streamed import StoredStatements
    from discourse.tables import write

    found = statements(read(options), actors=options.actors, acts=options.acts, **streamed(options))
    if isinstance(found, StoredStatements):
        found.parts.export(options.out)
        acts = found.parts.table(["act"])["act"]
    else:
        write(found.table, options.out)
        acts = found.table["act"]
    acts = ", ".join(f"{count:,} {act}" for act, count in acts.value_counts().items())
    print(f"{len(found):,} statements ({acts or 'none'}) written to {options.out}")
    return 0
