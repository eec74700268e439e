"""Sentences, tokens and lemmas with offsets, one folder of data files per language."""

from discourse.language.encoded import Encoded, encode
from discourse.language.lemmas import lemma
from discourse.language.load import Language, known, load
from discourse.language.sentences import sentence_spans, sentences
from discourse.language.storing import to_store
from discourse.tokens import fold, is_word, token_spans, tokens, word_count

__all__ = [
    "Encoded",
    "Language",
    "encode",
    "fold",
    "is_word",
    "known",
    "lemma",
    "load",
    "sentence_spans",
    "sentences",
    "to_store",
    "token_spans",
    "tokens",
    "word_count",
]
