"""What can be asked of a coding: its categories, and voices where they can be told; the rest is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discourse.errors import ColumnError, LanguageError
from discourse.voices.lexicon import LANGUAGES as HEARD
from discourse.voices.spans import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from discourse.framing.codebook import Codebook


def has_category(codebook: Codebook, category: str) -> None:
    """Raises ColumnError if a codebook has no such category, LanguageError if it lacks one of the languages."""
    if category in codebook.left_out:
        raise LanguageError(
            f"the codebook {codebook.name!r} has no patterns for {category!r} in "
            + ", ".join(codebook.left_out[category]),
            remedy="code the other languages by themselves, code(corpus.where(language=...), ...)",
        )
    if category not in codebook.categories:
        raise ColumnError(
            f"the codebook {codebook.name!r} has no category {category!r}",
            remedy=f"use one of {', '.join(codebook.categories)}",
        )


def left_out(codebook: Codebook) -> str:
    """The categories that were left out for want of patterns in a language, in words; nothing if there are none."""
    missing = [f"{name} (not in {', '.join(codes)})" for name, codes in codebook.left_out.items()]
    return f"; left out, for want of patterns: {', '.join(missing)}" if missing else ""


def told(voices: pd.DataFrame | None, unheard: tuple[str, ...]) -> pd.DataFrame:
    """The voices of a corpus; LanguageError if some languages have none, ColumnError if it was coded without."""
    if unheard:
        raise LanguageError(
            f"voices cannot be told in {', '.join(unheard)}, so there is nothing by voice or speaker",
            remedy=f"ask of the other languages only, code(corpus.where(language={list(HEARD)}), ...)",
        )
    if voices is None:
        raise ColumnError("the corpus was coded without voices", remedy="code(corpus, codebook, voices=True)")
    return voices


def named_voices(voice: str | Sequence[str]) -> list[str]:
    """One voice or several, as a list; raises ColumnError for one that there is not."""
    wanted = [voice] if isinstance(voice, str) else list(voice)
    for one in wanted:
        if one not in VOICES:
            raise ColumnError(f"there is no voice {one!r}", remedy=f"use one of {', '.join(VOICES)}")
    return wanted
