"""Corpora: reading, cleaning by marks, duplicates, the catalogue, saving."""

from discourse.corpus.corpus import Corpus
from discourse.corpus.document import Document
from discourse.corpus.events import read_events
from discourse.corpus.read import read

__all__ = ["Corpus", "Document", "read", "read_events"]
