"""Who does what to whom."""

from __future__ import annotations

from discourse.commands.common import command, read, reading


def register(commands) -> None:
    """`discourse statements`."""
    parser = command(commands, "statements", _run_statements, "find who does what to whom; one row per statement")
    reading(parser)
    parser.add_argument("--actors", metavar="FILE", help="a gazetteer (YAML) of further actors")
    parser.add_argument("--acts", metavar="FILE", help="a codebook of acts (YAML) instead of the shipped one")
    parser.add_argument("--out", required=True, metavar="FILE", help="where the statements go: .csv or .parquet")


def _run_statements(options) -> int:
    from discourse.negotiation import statements
    from discourse.tables import write

    found = statements(read(options), actors=options.actors, acts=options.acts)
    write(found.table, options.out)
    acts = ", ".join(f"{count:,} {act}" for act, count in found.table["act"].value_counts().items())
    print(f"{len(found):,} statements ({acts or 'none'}) written to {options.out}")
    return 0
