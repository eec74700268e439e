"""Writing a codebook with the texts at hand: try a pattern, judge what it finds, keep it with examples that run."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import yaml

from discourse.errors import CodebookError
from discourse.framing.codebook import SHIPPED, Codebook
from discourse.framing.coder import code
from discourse.framing.coding import Coding
from discourse.framing.languages import assembled, language_files
from discourse.framing.reading import read_codebook
from discourse.inference import wilson
from discourse.tables import write_text

if TYPE_CHECKING:
    from discourse.corpus import Corpus

COLUMNS = ["number", "document", "sentence", "start", "end", "text", "hits", "already"]
_WIDTH = 110


class Workshop:
    """A bench for one category of a codebook.

    Parameters
    ----------
    corpus : Corpus
        The texts on which patterns are tried.
    codebook : str or Path
        A shipped codebook, or a file of your own; neither is changed.
    category : str
        A category of it, or the id of a new one.
    definition : str
        What a new category means.
    language : str
        The language of the patterns.

    Raises
    ------
    MissingInputError, CodebookError
        There is no such codebook, it is wrong, or the category is new and has no definition.

    Examples
    --------
    >>> import discourse as dc
    >>> bench = Workshop(dc.read("two-columns"), "war-and-talks", "hope")
    >>> found = bench.try_patterns("glimmer|ray of hope")
    >>> found.columns.tolist() == COLUMNS
    True
    """

    def __init__(
        self, corpus: Corpus, codebook: str | Path, category: str, *, definition: str = "", language: str = "en"
    ):
        path = Path(codebook) if Path(codebook).is_file() else SHIPPED / f"{codebook}.yaml"
        before = Codebook.load(codebook)
        self.corpus, self.language, self.category = corpus, language, category
        self.root = copy.deepcopy(assembled(path, language_files(path))[0])
        self.root.pop("lists", None)  # for YAML's own use: what was meant by name stands written out
        if category in before.categories:
            hits = code(corpus, before, voices=False).hits
            self._known = _places(hits[hits["category"] == category])
        elif definition:
            self.root["categories"][category] = {"definition": definition, "patterns": {language: []}}
            self._known = pd.MultiIndex.from_arrays([[], []])
        else:
            raise CodebookError(
                f"{before.name} has no category {category!r}", remedy="say what it means: definition='…'"
            )
        self.accepted: list[str] = []
        self.rejected: list[str] = []

    @property
    def _own(self) -> dict:
        return self.root["categories"][self.category]

    def try_patterns(self, *patterns: str | dict, n: int = 20, seed: int = 0) -> pd.DataFrame:
        """The sentences that patterns find, a random sample of them.

        Parameters
        ----------
        *patterns : str or dict
            As they would stand in the codebook: ``"lemma:withdraw ... talks"``, or
            ``{"any": [...], "only_with": [...], "never_with": [...]}``.
        n : int
            How many sentences.
        seed : int
            Of the sample.

        Returns
        -------
        DataFrame
            ``number`` (from 1, to accept and reject by), ``document, sentence, start, end, text, hits`` (as
            `Coding.evidence` gives them), and ``already``: whether the category has the sentence without them.

        Raises
        ------
        CodebookError
            A pattern is wrong.
        """
        trial = self._coded({"definition": "on trial", "patterns": {self.language: list(patterns)}})
        self.trial, self.patterns = trial, list(patterns)
        shown = trial.evidence(self.category, n, seed=seed)
        shown["already"] = _places(shown).isin(self._known)
        shown.insert(0, "number", range(1, len(shown) + 1))
        self.shown = shown[COLUMNS]
        return self.shown

    def summary(self) -> str:
        """How much the patterns on trial find, and how much of it is new."""
        hits = self.trial.hits[~self.trial.hits["negated"].astype(bool)]
        sentences = _places(hits)
        new = int((~sentences.isin(self._known)).sum())
        denied = int(self.trial.hits["negated"].sum())
        return (
            f"{len(hits):,} hits in {len(sentences):,} sentences of {hits['document'].nunique():,} documents, "
            f"{denied:,} more negated; {new:,} of the sentences are new to {self.category!r}."
        )

    def accept(self, *numbers: int) -> None:
        """What is shown under these numbers is rightly found: the sentences become examples."""
        self.accepted += [text for text in self._sentences(numbers) if text not in self.accepted]

    def reject(self, *numbers: int) -> None:
        """What is shown under these numbers is wrongly found: the sentences become counter-examples."""
        self.rejected += [text for text in self._sentences(numbers) if text not in self.rejected]

    def precision(self) -> tuple[float, float, float] | None:
        """The share of judged sentences that were accepted, with its 95% Wilson interval; None before any is judged.

        It speaks for the patterns, if the sentences judged are all of a random sample.
        """
        judged = len(self.accepted) + len(self.rejected)
        if not judged:
            return None
        low, high = wilson(pd.Series([len(self.accepted)]).to_numpy(), judged)
        return len(self.accepted) / judged, float(low[0]), float(high[0])

    def keep(self) -> None:
        """Take the patterns on trial into the category, with what was accepted and rejected as its examples."""
        for key, found in (
            ("patterns", self.patterns),
            ("examples", self.accepted),
            ("counter_examples", self.rejected),
        ):
            there = self._own.setdefault(key, {}).setdefault(self.language, [])
            there += [one for one in found if one not in there]

    def check(self) -> pd.DataFrame:
        """Run the examples of the codebook as it is on the bench; see `Codebook.check`."""
        return self._book(self.root).check()

    def save(self, path: str | Path) -> Codebook:
        """Write the codebook, whole or not at all.

        Written anew: comments and named lists of the file it came from are not in it. Give it a name of its own.

        Raises
        ------
        CodebookError
            It would overwrite a shipped codebook, or is wrong.
        """
        path = Path(path)
        if path.resolve().parent == SHIPPED.resolve():
            raise CodebookError("a shipped codebook is not overwritten", source=path.name, remedy="save it elsewhere")
        self._book(self.root)
        write_text(path, _yaml(self.root))
        return Codebook.load(path)

    def _sentences(self, numbers: tuple[int, ...]) -> list[str]:
        texts = self.shown.set_index("number")["text"]
        for number in numbers:
            if number not in texts.index:
                raise CodebookError(f"no sentence is shown under {number}", remedy=f"use 1 to {len(texts)}")
        return [" ".join(texts[number].split()) for number in numbers]

    def _coded(self, category: dict) -> Coding:
        book = self._book({"name": "trial", "title": "Patterns on trial", "categories": {self.category: category}})
        return code(self.corpus, book, voices=False)

    @staticmethod
    def _book(root: dict) -> Codebook:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{root['name']}.yaml"
            path.write_text(_yaml(root), encoding="utf-8")
            return read_codebook(path)


def _places(rows: pd.DataFrame) -> pd.MultiIndex:
    """The different sentences that rows stand in."""
    return pd.MultiIndex.from_frame(rows[["document", "sentence"]].drop_duplicates())


def _yaml(root: dict) -> str:
    class Plain(yaml.SafeDumper):
        """Writes what a list was named for, instead of its name."""

        def ignore_aliases(self, data):
            return True

    return yaml.dump(root, Dumper=Plain, allow_unicode=True, sort_keys=False, width=_WIDTH)
