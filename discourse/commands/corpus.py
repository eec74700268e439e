"""Listing, fetching and checking corpora."""

from __future__ import annotations

from discourse.commands.common import command, group, read, reading


def register(commands) -> None:
    """`discourse corpus`."""
    own = group(commands, "corpus", "list, show, get and check corpora")
    command(own, "list", _run_corpus_list, "the corpora the kit knows by name")
    show = command(own, "show", _run_corpus_show, "what a corpus is, and where it is from")
    show.add_argument("name")
    get = command(own, "get", _run_corpus_get, "fetch a corpus that is not installed")
    get.add_argument("name")
    get.add_argument("--from", dest="from_file", metavar="FILE", help="take it from a file you have already")
    reading(command(own, "check", _run_corpus_check, "read texts and say what was found, marked and left out"))


def _run_corpus_list(_) -> int:
    from discourse.corpus import catalogue

    for name in catalogue.names():
        here = "ready" if catalogue.available(name) else f"discourse corpus get {name}"
        print(f"{name:16} {here:34} {catalogue.entry(name).title}")
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
    from discourse.corpus.stored import StoredCorpus

    corpus = read(options)
    print(repr(corpus))
    if isinstance(corpus, StoredCorpus):
        corpus.verify()
        print("every file of the store is as it was written")
    for title, table in (("left out", corpus.left_out), ("duplicates", corpus.duplicates())):
        if len(table):
            print(f"\n{title}:\n{table.to_string(index=False)}")
    marked = corpus.marks["kind"].value_counts()
    if len(marked):
        print("\nmarked, not read as body:", ", ".join(f"{kind} {count}" for kind, count in marked.items()))
    for note in corpus.notes:
        print(f"note: {note}")
    return 0
