"""Opening JupyterLab on the notebooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from discourse.home import home, is_checkout

SETTINGS = Path(__file__).parent / "settings"


def open_lab(options: Sequence[str] = ()) -> int:
    """Start JupyterLab at the start page and wait for it; returns its exit code.

    Its root is the folder that holds `notebooks/`.

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
        "--LabApp.default_url=/lab/tree/notebooks/start.ipynb",  # a folder named as an argument would become the root
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    try:
        return subprocess.call([*command, *options], env=_environment(root))
    except KeyboardInterrupt:
        return 0


def _environment(root: Path) -> dict[str, str]:
    """What JupyterLab and the kernels in it are told: where its files are, and not to ask about its news."""
    searched = [str(SETTINGS), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return {**os.environ, "DISCOURSE_LAB": str(root), "JUPYTER_CONFIG_PATH": os.pathsep.join(searched)}
