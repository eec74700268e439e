"""Fingerprints of documents, by which corpora are told apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import pandas as pd

from discourse.corpus.values import is_missing


def together(fingerprints: Iterable[str]) -> str:
    """The fingerprint of documents, or parts of a corpus, put together in whatever order.

    Examples
    --------
    >>> together(["0f", "01"])[-2:]
    '10'
    """
    return f"{sum(int(one, 16) for one in fingerprints) % 2**256:064x}"


def fingerprint_of(row: dict, marks: list) -> str:
    """The fingerprint (SHA-256, hex) of a document: what is known of it, and its marks."""
    known = {c: _plain(v) for c, v in row.items() if not is_missing(v)}
    return hashlib.sha256(json.dumps([known, marks], sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> str:
    """A value as text, the same on every machine and whatever else is in its column: 12 and 12.0 are one."""
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    value = value.item() if hasattr(value, "item") else value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
