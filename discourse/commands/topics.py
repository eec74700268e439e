"""Fitting topic models."""

from __future__ import annotations

from discourse.commands.common import command, read, reading


def register(commands) -> None:
    """`discourse topics`."""
    parser = command(commands, "topics", _run_topics, "fit a topic model; tables and the model go to a new folder")
    reading(parser)
    parser.add_argument(
        *("--k",), type=int, nargs="+", required=True, metavar="K", help="topics; of several numbers the best is taken"
    )
    parser.add_argument("--prevalence", metavar="FORMULA", help='what topics depend on, such as "~ outlet + s(date)"')
    parser.add_argument("--engine", default="stm", help="stm, lda, nmf or seeded (%(default)s)")
    parser.add_argument("--unit", default="document", help="document, paragraph or sentences (%(default)s)")
    parser.add_argument("--by", metavar="COLUMN", help="also shares for each value of a column")
    parser.add_argument("--period", help="also shares per day, week, month, quarter, year or decade")
    parser.add_argument("--codebook", metavar="NAME", help="with --engine seeded: where the seed words are from")
    parser.add_argument("--keep", nargs="+", default=[], metavar="WORD", help="protected words and phrases")
    parser.add_argument("--drop", nargs="+", default=[], metavar="WORD", help="further words to leave out")
    parser.add_argument("--seed", type=int, default=0, help="of random starts and samples (%(default)s)")
    parser.add_argument("--passages", type=int, default=5, metavar="N", help="passages per topic (%(default)s)")
    parser.add_argument("--out", required=True, metavar="DIR", help="a folder that is not there yet")


def _run_topics(options) -> int:
    from pathlib import Path

    from discourse.topics.output import write_model

    corpus = read(options)
    chosen = {name: getattr(options, name) for name in ("prevalence", "engine", "unit", "keep", "drop")}
    comparison, model = _fitted(corpus, options, chosen)
    tables = {"comparison": comparison.table, "across": comparison.across} if comparison else {}
    folder = write_model(
        model,
        Path(options.out),
        by=options.by,
        period=options.period,
        passages=options.passages,
        seed=options.seed,
        tables=tables,
    )
    print(comparison if comparison else "", model, f"written to {folder}", sep="\n")
    return 0


def _fitted(corpus, options, chosen: dict):
    """The comparison, if there is something to compare, and the model."""
    from discourse.topics import compare_topics, topics

    if len(options.k) > 1:
        seeds = range(options.seed, options.seed + 3)
        comparison = compare_topics(corpus, options.k, seeds, **chosen)
        return comparison, comparison.model()
    return None, topics(corpus, options.k[0], seed=options.seed, codebook=options.codebook, **chosen)
