"""Coding by hand: drawing sheets and reading them back."""

from __future__ import annotations

from discourse.commands.common import command, group, read, reading


def register(commands) -> None:
    """`discourse sheet`."""
    own = group(commands, "sheet", "draw coding sheets for people, and read them back")
    draw = command(own, "draw", _run_draw, "draw passages at random for people to code")
    reading(draw)
    draw.add_argument("--codebook", default="war-and-talks", help="a shipped codebook or a YAML file (%(default)s)")
    draw.add_argument("--category", action="append", metavar="ID", help="ask for this one only; may be repeated")
    draw.add_argument("-n", "--passages", type=int, default=200, metavar="N", help="how many passages (%(default)s)")
    draw.add_argument("--unit", default="sentence", choices=("sentence", "paragraph", "document"))
    draw.add_argument("--by", metavar="COLUMN", help="as many from each value of a column of the documents")
    draw.add_argument(
        "--half-coded", action="store_true", help="half of them from what the codebook codes (for rare categories)"
    )
    draw.add_argument("--seed", type=int, default=0, help="of the draw (%(default)s)")
    draw.add_argument("--out", required=True, metavar="FILE", help="the sheet: .csv or .xlsx; its key goes beside it")
    back = command(own, "read", _run_read, "check coded sheets, compare the coders, list what they disagree on")
    back.add_argument("sheets", nargs="+", metavar="FILE", help="coded sheets, one per coder")
    back.add_argument("--key", required=True, metavar="FILE", help="NAME.key.json, as it was written with the sheet")
    back.add_argument("--decisions", metavar="FILE", help="the disagreements with the column decision filled in")
    back.add_argument("--out", required=True, metavar="FILE", help="where the hand codes go: .csv or .parquet")
    back.add_argument("--disagreements", metavar="FILE", help="where the disagreements go, to be decided: .csv")


def _run_draw(options) -> int:
    from discourse.framing import code
    from discourse.sheets import draw_sheet

    corpus = read(options)
    sheet = draw_sheet(
        corpus,
        options.codebook,
        options.passages,
        categories=options.category,
        unit=options.unit,
        by=options.by,
        coding=code(corpus, options.codebook, voices=False) if options.half_coded else None,
        seed=options.seed,
    )
    path, key = sheet.write(options.out)
    print(repr(sheet))
    print(f"written to {path}; keep {key.name}, and give every coder a copy of {path.name} under their own name")
    return 0


def _run_read(options) -> int:
    from discourse.errors import AgreementError
    from discourse.sheets import read_coded
    from discourse.tables import write

    coded = read_coded(options.sheets, options.key, options.decisions)
    print(repr(coded))
    try:
        for row in coded.agreement().itertuples():
            interval = f" [{row.low:.2f}, {row.high:.2f}]" if row.value == row.value else ""
            print(f"{row.category}: {row.measure} {row.value:.2f}{interval}, {row.n_units} passages")
    except AgreementError as error:
        print(f"no agreement: {error}")
    split = coded.disagreements()
    if options.disagreements:
        write(split, options.disagreements)
        print(f"{len(split)} disagreements written to {options.disagreements}")
    else:
        print(f"{len(split)} disagreements")
    write(coded.table, options.out)
    open_ = int(coded.codes.isna().to_numpy().sum())
    print(f"hand codes written to {options.out}" + (f"; {open_} not coded or not decided" if open_ else ""))
    return 0
