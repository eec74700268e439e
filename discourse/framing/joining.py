"""Several codebooks as one, to be applied in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from discourse.errors import CodebookError
from discourse.framing.codebook import Codebook, version_of


def joined(books: Sequence[Codebook]) -> Codebook:
    """Several codebooks as one.

    Categories and scales stand one after the other. Those with an id that another codebook has, too, are named by
    their codebook as well: ``certainty.hedge``; a full stop is in no other id.

    Raises
    ------
    CodebookError
        There is none, or two have the same name.

    Examples
    --------
    >>> book = joined([Codebook.load("war-and-talks"), Codebook.load("certainty")])
    >>> book.name
    'war-and-talks + certainty'
    """
    names = Counter(book.name for book in books)
    if not books:
        raise CodebookError("no codebook is given", remedy="give one or more")
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise CodebookError(f"the codebook {twice[0]!r} is given twice", remedy="give it once, or another name")
    categories, scales = {}, {}
    for book in books:
        named = {one: _name(book, one, [other.categories for other in books]) for one in book.categories}
        for one, category in book.categories.items():
            label = category.label if named[one] == one else f"{category.label} ({book.title})"
            categories[named[one]] = replace(category, id=named[one], label=label)
        for one, scale in book.scales.items():
            own = _name(book, one, [other.scales for other in books])
            plus, minus = (tuple(named[id] for id in side) for side in (scale.plus, scale.minus))
            scales[own] = replace(scale, id=own, plus=plus, minus=minus)
    return Codebook(
        name=" + ".join(names),
        title="; ".join(book.title for book in books),
        description=" ".join(book.description for book in books),
        references=tuple(dict.fromkeys(reference for book in books for reference in book.references)),
        categories=categories,
        own_version=version_of(" ".join(f"{book.name} {book.version}" for book in books)),
        scales=scales,
        left_out={id: codes for book in books for id, codes in book.left_out.items()},
    )


def _name(book: Codebook, id: str, of_each: list[dict]) -> str:
    return f"{book.name}.{id}" if sum(id in some for some in of_each) > 1 else id
