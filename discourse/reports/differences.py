"""In what two runs of a report were made differently, from their records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TEXTS = ("corpus", "reading")  # parameters that say which texts are read


def reasons(before: dict[str, Any], now: dict[str, Any], *, texts: bool = True) -> Iterator[str]:
    """What the two were made from that is not the same, in words.

    Parameters
    ----------
    before, now : dict
        Records (see `discourse.reports.manifest`); only notebooks that both have are compared.
    texts : bool
        Whether other texts, or another stretch of time, are a reason too; without them, what is left is how the
        texts were looked at.
    """
    earlier = {one["name"]: one for one in before["notebooks"]}
    for new in now["notebooks"]:
        if old := earlier.get(new["name"]):
            yield from _of_notebook(old, new, texts)
    for name in sorted(before["versions"].keys() | now["versions"].keys()):
        was, is_now = (each["versions"].get(name, "none") for each in (before, now))
        if was != is_now:
            yield f"{name} was {was} and is {is_now}"
    if before.get("kit") != now["kit"]:
        yield "the library is another one"


def _of_notebook(old: dict[str, Any], new: dict[str, Any], texts: bool) -> Iterator[str]:
    name = new["name"]
    if old["sha256"] != new["sha256"]:
        yield f"{name}: its notebook {new['notebook']} was changed"
    one, other = (_settings(each["parameters"], texts) for each in (old, new))
    changed = [key for key in dict.fromkeys([*one, *other]) if one.get(key) != other.get(key)]
    if changed:
        yield f"{name}: it has other parameters ({', '.join(changed)})"
    hashes = {source["value"]: source["sha256"] for source in old["inputs"]}
    for source in new["inputs"]:
        if (texts or source["parameter"] not in TEXTS) and hashes.get(source["value"]) != source["sha256"]:
            yield f"{name}: its input {source['value']} was changed"


def _settings(parameters: dict[str, Any], texts: bool) -> dict[str, Any]:
    reading = parameters.get("reading")
    if texts or not isinstance(reading, dict):
        return parameters
    return {**parameters, "reading": {key: value for key, value in reading.items() if key != "between"}}
