"""Finding whose words are whose."""

from __future__ import annotations

from discourse.commands.common import command, read, reading, streamed, streaming


def register(commands) -> None:
    """`discourse voices`."""
    parser = command(commands, "voices", _run_voices, "find whose words are whose; one row per attribution")
    reading(parser)
    streaming(parser)
    parser.add_argument("--out", required=True, metavar="FILE", help="where the attributions go: .csv or .parquet")


def _run_voices(options) -> int:
    from discourse.corpus.stored import Results
    from discourse.tables import write
    from discourse.voices import voices

    found = voices(read(options), **streamed(options))
    if isinstance(found, Results):
        found.export(options.out)
        kinds = found.table(["kind"])["kind"]
    else:
        write(found, options.out)
        kinds = found["kind"]
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in kinds.value_counts().items())
    print(f"{len(found):,} attributions ({kinds}) written to {options.out}")
    return 0
