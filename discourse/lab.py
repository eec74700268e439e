"""Opening JupyterLab on the notebooks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from discourse.home import home, is_checkout


def open_lab(options: Sequence[str] = ()) -> int:
    """Start JupyterLab in the folder that holds `notebooks/` and wait for it; returns its exit code.

    In a checkout that is the checkout; elsewhere the notebooks are first copied to ``notebooks/`` in the current
    folder, where files of the same name are left alone. Nothing is fetched from the network.
    """
    root = home() if is_checkout() else Path.cwd()
    notebooks = root / "notebooks"
    if not is_checkout():
        notebooks.mkdir(exist_ok=True)
        for notebook in sorted((home() / "notebooks").glob("*.ipynb")):
            if not (notebooks / notebook.name).exists():
                shutil.copy(notebook, notebooks / notebook.name)
    command = [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"),
        "--LabApp.default_url=/lab/tree/notebooks",  # a folder named as an argument would become the root
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    try:
        return subprocess.call([*command, *options])
    except KeyboardInterrupt:
        return 0
