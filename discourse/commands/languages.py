"""Which language passages are in, and how names are spelt."""

from __future__ import annotations

from discourse.commands.common import command, read, reading


def register(commands) -> None:
    """`discourse languages` and `discourse spellings`."""
    passages = command(commands, "languages", _run_languages, "say which language each paragraph is in, and how surely")
    reading(passages)
    passages.add_argument("--by", default="paragraph", choices=("paragraph", "document"), help="(%(default)s)")
    _out(passages)

    names = command(commands, "spellings", _run_spellings, "count spellings that take a side, such as Kyiv and Kiev")
    reading(names)
    names.add_argument("--by", metavar="COLUMN", help="a column of the documents, such as outlet")
    names.add_argument("--period", choices=("day", "week", "month", "quarter", "year", "decade"), help="over time")
    names.add_argument("--file", metavar="FILE", help="your own list of spellings (.yaml) in place of the kit's")
    _out(names)


def _out(parser) -> None:
    parser.add_argument("--out", required=True, metavar="FILE", help="where the table goes: .csv or .parquet")


def _run_languages(options) -> int:
    from discourse.language.identification import languages
    from discourse.tables import write

    found = languages(read(options), by=options.by)
    write(found, options.out)
    print(f"{len(found):,} {options.by}s, {int((~found['certain']).sum()):,} not certain; written to {options.out}")
    return 0


def _run_spellings(options) -> int:
    from discourse.negotiation.spellings import spellings
    from discourse.tables import write

    found = spellings(read(options), by=options.by, period=options.period, file=options.file)
    write(found, options.out)
    print(f"{len(found):,} shares of spellings; written to {options.out}")
    return 0
