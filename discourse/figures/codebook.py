"""A codebook as the appendix of a page."""

from __future__ import annotations

import html

from discourse.figures.page import Html


def codebook(book, *, languages: list[str] | None = None) -> Html:
    """What a codebook codes: each category with definition, source, rules, an example and a counter-example.

    Parameters
    ----------
    book : discourse.Codebook
    languages : list of str, optional
        Whose examples to show; those of all languages if left out.

    Returns
    -------
    Html
        Folded away under its title and version.
    """
    entries, plain = [], []
    for category in book.categories.values():
        lines = [("", category.definition), ("Source", category.source)]
        lines += [("Counts", category.include), ("Does not count", category.exclude)]
        parts = [(name, html.escape(text)) for name, text in lines if text]
        for name, given in (("Example", category.examples), ("Not this", category.counter_examples)):
            shown = [(code, texts[0]) for code, texts in given.items() if texts and code in (languages or given)]
            parts += [(name, f'<q lang="{code}">{html.escape(text)}</q>') for code, text in shown]
        said = "<br>".join(f"<em>{name}:</em> {text}" if name else text for name, text in parts)
        entries.append(f"<dt>{html.escape(category.label)}</dt><dd>{said}</dd>")
        plain.append(f"{category.label}: {category.definition}")
    head = f"{book.title}, {len(book.categories)} categories, version {book.version}"
    about = f"<p>{html.escape(book.description)}</p>" if book.description else ""
    return Html(
        f'<details class="codebook"><summary>{html.escape(head)}</summary>{about}<dl>{"".join(entries)}</dl></details>',
        "\n".join([head, *plain]),
    )
