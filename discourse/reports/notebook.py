"""Read a notebook file.

Every module of this room that needs Jupyter's packages imports this one first: `jsonschema`, which all of
them load, builds a grammar for internationalised addresses at import when `rfc3987_syntax` is installed (it
comes with JupyterLab). That takes longer than a short notebook runs, and only `iri` formats, which notebooks
do not have, are checked with it. `jsonschema` does without when the import fails.
"""

from __future__ import annotations

import sys
from pathlib import Path

from discourse.errors import SpecError

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbformat  # noqa: E402


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook, brought to the current format.

    Raises
    ------
    SpecError
        If the file is no notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except OSError as error:
        raise SpecError(f"cannot be read ({error.strerror})", source=path, remedy="check the path") from error
    except Exception as error:  # nbformat raises its own, jsonschema's and json's errors
        reason = str(error).strip().splitlines()[0][:200]
        raise SpecError(
            f"is not a Jupyter notebook ({reason})", source=path, remedy="open and save it in JupyterLab"
        ) from error
    return notebook
