"""How a topic model shows itself."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

from discourse.topics.engines import ENGINES

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel


def heading(model: TopicModel) -> str:
    """One sentence on what was fitted to what."""
    stated = model.counts.stated
    name = ENGINES[model.engine]
    if model.engine == "stm" and not model.prevalence:
        name = "correlated topic model"
    formula = f" {model.prevalence}" if model.prevalence else ""
    unit = model.counts.unit.replace("window", "windows") if stated["window"] else f"{model.counts.unit}s"
    documents = "" if stated["unit"] == "document" else f" of {len(model.metadata):,} documents"
    return (
        f"{model.k} topics in {stated['units']:,} {unit}{documents}: {name}{formula}, "
        f"{stated['terms']:,} terms, seed {model.seed}"
    )


def notes(model: TopicModel) -> list[str]:
    """What was left out, and how the fit ended."""
    stated, fit = model.counts.stated, model.fit.stated
    said = [
        f"Terms: {'lemmas' if stated['words'] == 'lemma' else 'words'} and {stated['phrases']:,} phrases, without "
        f"words of grammar, in {stated['min_documents']} documents or more and at most {stated['max_share']:.0%} of "
        f"the units; {stated['too_rare']:,} were too rare, {stated['too_common']:,} too common.",
    ]
    for word, chosen in (("Protected", stated["keep"]), ("Left out besides", stated["drop"])):
        if chosen:
            said.append(f"{word}: {', '.join(chosen)}.")
    if stated["units_without_terms"]:
        said.append(f"{stated['units_without_terms']:,} units have none of the terms and no topics.")
    for category, words in fit.get("seed_words", {}).items():
        said.append(f"Seed words of {category}: {', '.join(words)}.")
    if fit.get("converged") is False:
        said.append(f"Not converged after {fit['iterations']} iterations.")
    elif fit.get("converged"):
        said.append(f"Converged after {fit['iterations']} iterations.")
    else:
        said.append(f"{fit['passes']} passes, {fit.get('workers', 1)} worker.")
    return said


def as_text(model: TopicModel) -> str:
    """The model as lines of text: the topics, the largest first."""
    mean = model.fit.theta.mean(axis=0)
    words = model.top("prob", 8)
    names = model.names
    width = max(map(len, names))
    lines = [
        f"  {number + 1:3} {mean[number]:6.1%}  {names[number]:{width}}  | {', '.join(words[number])}"
        for number in np.argsort(-mean, kind="stable")
    ]
    return "\n".join([heading(model), *lines, *notes(model)])


def as_html(model: TopicModel) -> str:
    """The model as a table: number, share, name, words of two kinds; the largest topic first."""
    mean = model.fit.theta.mean(axis=0)
    frequent, exclusive, names = model.top("prob", 8), model.top("frex", 10), model.names
    most = mean.max()
    left = "text-align:left;vertical-align:top"
    rows = "".join(
        f"<tr><td>{number + 1}</td>"
        f"<td style='white-space:nowrap;{left}'><span style='display:inline-block;height:.7em;background:#0072B2;"
        f"width:{4 * mean[number] / most:.2f}em'></span> {mean[number]:.1%}</td>"
        f"<th scope='row' style='{left}'>{html.escape(names[number])}</th>"
        f"<td style='{left}'>{html.escape(', '.join(exclusive[number]))}</td>"
        f"<td style='{left}'>{html.escape(', '.join(frequent[number]))}</td></tr>"
        for number in np.argsort(-mean, kind="stable")
    )
    head = "".join(
        f"<th scope='col' style='{left}'>{cell}</th>"
        for cell in ("", "share", "topic", "frequent and exclusive", "most probable")
    )
    said = " ".join(html.escape(note) for note in notes(model))
    return (
        f"<p><strong>{html.escape(heading(model))}</strong></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{said}</p>"
    )
