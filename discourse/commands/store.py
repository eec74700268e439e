"""Corpora on disk in partitions."""

from __future__ import annotations

from discourse.commands.common import COLUMNS, command, group, reading, streamed, streaming


def register(commands) -> None:
    """`discourse store`."""
    own = group(commands, "store", "keep texts on disk, encoded, larger than memory; check one with: corpus check")
    for name, run, text in (
        ("write", _run_write, "read texts and write them as a store; one that is there is replaced"),
        ("add", _run_add, "read texts and add them to a store"),
    ):
        parser = command(own, name, run, text)
        reading(parser)
        streaming(parser)
        parser.add_argument("--out", required=True, metavar="FOLDER", help="the store")
    parser = command(own, "compact", _run_compact, "put small partitions together and remove what nobody reads")
    parser.add_argument("folder", help="the store")


def _run_write(options) -> int:
    return _written(options, append=False)


def _run_add(options) -> int:
    return _written(options, append=True)


def _written(options, append: bool) -> int:
    from discourse.corpus import read
    from discourse.language.storing import to_store

    names = ("metadata", "layout", "language", "date_format", *COLUMNS)
    how = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    print(read(to_store(options.input, options.out, append=append, **streamed(options), **how)))
    return 0


def _run_compact(options) -> int:
    from discourse.corpus import read
    from discourse.language.storing import compact

    print(read(compact(options.folder)))
    return 0
