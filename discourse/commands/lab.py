"""Opening JupyterLab."""

from __future__ import annotations

from discourse.commands.common import command


def register(commands) -> None:
    """`discourse lab`; what it does not know goes to JupyterLab."""
    parser = command(
        commands, "lab", _run_lab, "open JupyterLab at the start page; options such as --no-browser go to it"
    )
    parser.set_defaults(takes_others=True)


def _run_lab(options) -> int:
    from discourse.lab.server import open_lab

    return open_lab(options.others)
