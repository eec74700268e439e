"""Fetching a file whose checksum is known: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from discourse.errors import DownloadError, MissingInputError

_TIMEOUT = 30  # seconds without a byte


def data_folder() -> Path:
    """Where fetched corpora are kept: ``DISCOURSE_DATA``, or pooch's cache folder of this user."""
    own = os.environ.get("DISCOURSE_DATA")
    if own:
        return Path(own).expanduser()
    import pooch

    return Path(pooch.os_cache("discourse"))


def fetch(url: str, sha256: str, target: Path, name: str, from_file: str | Path | None = None) -> Path:
    """Put the file with this checksum at `target`, from the network or from `from_file`.

    Raises
    ------
    DownloadError
        It cannot be had, or is another one; `target` is as it was before.
    """
    if from_file is not None:
        return _copy(Path(from_file).expanduser(), sha256, target)
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")
    other_way = f"try again later, or download {url} with a browser and run: discourse corpus get {name} --from FILE"
    try:
        pooch.retrieve(
            url,
            known_hash=f"sha256:{sha256}",
            fname=target.name,
            path=target.parent,
            downloader=pooch.HTTPDownloader(timeout=_TIMEOUT),
        )
    except (requests.RequestException, OSError) as error:
        raise DownloadError(f"not downloaded: {_why(error)}", source=url, remedy=other_way) from error
    except ValueError as error:  # pooch's word for a wrong checksum
        raise DownloadError(
            f"what came is not the corpus the catalogue names (SHA-256 is not {sha256[:12]}…)",
            source=url,
            remedy=other_way,
        ) from error
    return target


def _copy(file: Path, sha256: str, target: Path) -> Path:
    if not file.is_file():
        raise MissingInputError("no such file", source=file)
    data = file.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise DownloadError(
            f"not the corpus the catalogue names: SHA-256 is {found[:12]}…, not {sha256[:12]}…",
            source=file,
            remedy="download it again, whole",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(data)
    os.replace(part.name, target)
    return target


def _why(error: Exception) -> str:
    """The plain reason in the chain of errors that a connection leaves behind."""
    text = str(error)
    for sign, reason in (
        ("IncompleteRead", "the connection broke off before the end"),
        ("Connection broken", "the connection broke off before the end"),
        ("Name or service not known", "no network, or no such server"),
        ("Temporary failure in name resolution", "no network"),
        ("Failed to resolve", "no network, or no such server"),
        ("Connection refused", "nobody answers there"),
        ("timed out", "no answer in time"),
    ):
        if sign in text:
            return reason
    return f"{type(error).__name__}: {text[:200]}"
