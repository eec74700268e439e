"""What a person sees in a notebook when something is wrong: what, in which line of the cell, and what to do."""

from __future__ import annotations

import re

import pytest
from jupyter_client.manager import KernelManager
from traitlets.config import Config


def said_in(kernel, code: str) -> str:
    """What an error shows in a notebook, without colours."""
    messages = []
    kernel.execute_interactive(code, output_hook=lambda message: messages.append(message["content"]), timeout=60)
    shown = "\n".join(line for content in messages for line in content.get("traceback", []))
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.fixture(scope="module")
def kernel():
    config = Config()
    config.KernelManager.transport_encryption = "auto"  # otherwise it warns of an open connection
    manager = KernelManager(kernel_name="python3", config=config)
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_an_error_of_ours_is_short_and_says_what_to_do(kernel):
    shown = said_in(kernel, "import discourse as dc\n\ncorpus = dc.read('nowhere')")
    lines = shown.splitlines()
    assert lines[0] == "MissingInputError: nowhere: no such file or folder, and no corpus of that name"
    assert lines[1].strip() == "line 3: corpus = dc.read('nowhere')"
    assert lines[2].startswith("What to do: check the path; corpora known by name: lee, two-columns")
    assert len(lines) == 4


def test_the_whole_traceback_is_one_word_away(kernel):
    said_in(kernel, "import discourse as dc\ndc.code(dc.read('two-columns'), 'no-such-codebook')")
    whole = said_in(kernel, "%tb")
    assert "framing/codebook.py" in whole.replace("\\", "/")
    assert whole.splitlines()[-1].startswith("discourse.errors.MissingInputError: there is no codebook")


def test_an_unexpected_error_keeps_its_traceback(kernel):
    shown = said_in(kernel, "def one():\n    return 1 / 0\n\none()")
    assert "return 1 / 0" in shown
    assert "one()" in shown


def test_a_report_keeps_the_traceback(kernel):
    code = "import os\nos.environ['DISCOURSE_OUTPUT'] = 'x'\ntry:\n    dc.read('nowhere')\nfinally:\n"
    whole = said_in(kernel, f"{code}    pass")
    said_in(kernel, "del os.environ['DISCOURSE_OUTPUT']")
    assert "corpus/read.py" in whole.replace("\\", "/")
