"""A corpus on disk in partitions: larger than memory, added to while others read, damaged never in silence.

A store is a folder::

    manifest.json           what is in it: partitions with sizes and checksums, versions, counts
    partitions/NAME/        one per some million characters, never changed once it is there
        documents.parquet   the documents; any program reads them as a table
        marks.parquet       what is marked in them
        notes.json          what was guessed and left out on reading
        *.npy               tokens, offsets, sentences, postings, words: memory-mapped
        vocabulary.json     the forms that the tokens are
    results/LENS-KEY/       what lenses found, a Parquet file per partition (`results`)
    leases/                 which partitions each version needs, for readers to hold on to (`lock`)

A new version is a new manifest, written aside and renamed. This package knows nothing of tokens: arrays have names.
"""

from discourse.corpus.stored.cluster import place_to_work
from discourse.corpus.stored.corpus import StoredCorpus, is_streamed, open_store
from discourse.corpus.stored.partition import Partition
from discourse.corpus.stored.results import Results
from discourse.corpus.stored.run import run

__all__ = ["Partition", "Results", "StoredCorpus", "is_streamed", "open_store", "place_to_work", "run"]
