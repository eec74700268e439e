"""The written forms of a corpus, gathered from one part after the other."""

from __future__ import annotations

import numpy as np


class Forms:
    """A growing list of forms, and a hash table to find them in; see `discourse.language.scan.adopt`."""

    def __init__(self):
        self.count = 0
        self.table, self.characters = np.empty(0, np.int32), np.empty(0, np.uint32)
        self.starts, self.lengths, self.keys = np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.uint64)

    def add(self, codes: np.ndarray, starts: np.ndarray, lengths: np.ndarray, keys: np.ndarray) -> np.ndarray:
        """Take in the forms that stand in `codes`; returns the number of each (int32)."""
        from discourse.language.scan import adopt, table_of  # compiled, hence heavy

        most = self.count + len(starts)
        used = int(self.starts[self.count - 1] + self.lengths[self.count - 1]) if self.count else 0
        self.characters = _with_room(self.characters, used, used + int(lengths.sum()))
        for name in ("starts", "lengths", "keys"):
            setattr(self, name, _with_room(getattr(self, name), self.count, most))
        if 2 * most > len(self.table):
            self.table = table_of(self.keys, self.count, 1 << (4 * most).bit_length())
        numbers = np.empty(len(starts), np.int32)
        own = self.table, self.characters, self.starts, self.lengths, self.keys, self.count
        self.count = adopt(*own, codes, starts, lengths, keys, numbers)
        return numbers

    def __iter__(self):
        """The forms as they are written, in the order in which they came."""
        used = int(self.starts[self.count - 1] + self.lengths[self.count - 1]) if self.count else 0
        joined = self.characters[:used].tobytes().decode("utf-32-le", "surrogatepass")
        for start, length in zip(self.starts[: self.count].tolist(), self.lengths[: self.count].tolist(), strict=True):
            yield joined[start : start + length]


def _with_room(array: np.ndarray, used: int, wanted: int) -> np.ndarray:
    if wanted <= len(array):
        return array
    larger = np.empty(max(wanted, 2 * len(array)), array.dtype)
    larger[:used] = array[:used]
    return larger
