"""Words in their places, and what sets two groups apart."""

from __future__ import annotations

from discourse.commands.common import command, read, reading


def register(commands) -> None:
    """`discourse concordance`, `discourse keyness` and `discourse collocations`."""
    lines = command(commands, "concordance", _run_concordance, "find words in their places; one row per occurrence")
    reading(lines)
    lines.add_argument("query", help="peace, 'peace talks', 'negotiat*', lemma:talk, category:hope, '/expression/'")
    lines.add_argument("--window", type=int, default=10, metavar="N", help="tokens on either side (%(default)s)")
    lines.add_argument("--sort", default="text", choices=("text", "left", "right", "keyword"), help="(%(default)s)")
    lines.add_argument("--sample", type=int, metavar="N", help="so many lines, drawn at random")
    lines.add_argument("--seed", type=int, default=0, help="of the sample (%(default)s)")
    lines.add_argument("--codebook", default="war-and-talks", help="for category: (%(default)s)")
    _out(lines)

    words = command(commands, "keyness", _run_keyness, "find the words that set one group of texts apart from another")
    reading(words)
    words.add_argument("--target", required=True, metavar="COLUMN=VALUE", help="the group, such as outlet=A")
    words.add_argument("--reference", metavar="COLUMN=VALUE", help="compare with these (default: all other texts)")
    words.add_argument("--unit", default="word", choices=("word", "lemma"), help="what is counted (%(default)s)")
    words.add_argument("--resamples", type=int, default=1000, metavar="N", help="of the bootstrap (%(default)s)")
    words.add_argument("--seed", type=int, default=0, help="of the bootstrap (%(default)s)")
    _out(words)

    pairs = command(commands, "collocations", _run_collocations, "find words that stand together more than by chance")
    reading(pairs)
    pairs.add_argument("--node", metavar="QUERY", help="list what stands near this instead of neighbouring words")
    pairs.add_argument("--size", type=int, default=2, choices=(2, 3), help="pairs or triples (%(default)s)")
    pairs.add_argument(
        "--window", type=int, default=5, metavar="N", help="words on either side of a node (%(default)s)"
    )
    pairs.add_argument("--minimum", type=int, default=5, metavar="N", help="occurrences needed (%(default)s)")
    pairs.add_argument("--unit", default="word", choices=("word", "lemma"), help="what is counted (%(default)s)")
    _out(pairs)


def _out(parser) -> None:
    parser.add_argument("--out", required=True, metavar="FILE", help="where the table goes: .csv or .parquet")


def _run_concordance(options) -> int:
    from discourse.contrast.concordance import concordance
    from discourse.tables import write

    found = concordance(read(options), options.query, window=options.window, codebook=options.codebook)
    found = found.sort(options.sort)
    if options.sample is not None:
        found = found.sample(options.sample, seed=options.seed)
    write(found.lines, options.out)
    print(f"{found.note}; written to {options.out}")
    return 0


def _run_keyness(options) -> int:
    from discourse.contrast.corpora import keyness
    from discourse.tables import write

    corpus = read(options)
    reference = _part(corpus, options.reference, "--reference") if options.reference else None
    target = _part(corpus, options.target, "--target")
    table = keyness(corpus, target, reference, unit=options.unit, resamples=options.resamples, seed=options.seed)
    write(table, options.out)
    more, less = int((table["low"] > 0).sum()), int((table["high"] < 0).sum())
    print(f"{len(table):,} words, {more:,} more and {less:,} less frequent in the target (95% intervals)")
    print(f"written to {options.out}")
    return 0


def _part(corpus, condition: str, option: str):
    """The documents with a value in a column, written COLUMN=VALUE."""
    from discourse.errors import ColumnError

    column, sign, value = condition.partition("=")
    if not sign:
        raise ColumnError(f"{option} {condition!r} is not COLUMN=VALUE", remedy=f"write {option} outlet=A")
    there = corpus.documents[column].dropna() if column in corpus.documents else ()
    # On the command line everything is text; in the column it may be a number.
    return corpus.where(**{column: next((known for known in there if str(known) == value), value)})


def _run_collocations(options) -> int:
    from discourse.contrast.corpora import collocations
    from discourse.tables import write

    sizes = {name: getattr(options, name) for name in ("size", "window", "minimum", "unit")}
    table = collocations(read(options), options.node, **sizes)
    write(table, options.out)
    print(f"{len(table):,} {'collocates' if options.node else 'collocations'} written to {options.out}")
    return 0
