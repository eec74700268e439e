"""A real cron daemon makes a real report from the line that `discourse schedule` prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pytest

from discourse.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.waiting]

# In a name space of its own, the daemon sees no other tables than this one, and no other daemon sees it.
ALONE = """
set -e
mount --make-rprivate /
for folder in /var/spool/cron/crontabs /etc/cron.d /run; do mount -t tmpfs none "$folder"; done
printf '' > "$1/empty"
mount --bind "$1/empty" /etc/crontab
crontab "$1/table"
exec cron -f -L 15
"""


@pytest.fixture
def cron(tmp_path):
    """Start the daemon with a table."""
    if not shutil.which("cron") or not shutil.which("unshare") or os.geteuid() != 0:
        pytest.skip("a cron daemon of one's own needs cron, unshare and root")
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives no name spaces")
    started = []

    def start(table: str) -> subprocess.Popen:
        (tmp_path / "table").write_text(table)
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ALONE, "sh", str(tmp_path)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_cron_publishes_a_report(cron, notebook, spec_file, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "it's 100% & $HOME"
    notebook("n", "# Was it cron?", "1 + 1", folder=folder)
    path = spec_file('title = "x"\n[[notebooks]]\nnotebook = "n.ipynb"\n', folder=folder)
    monkeypatch.chdir(folder)
    soon = datetime.now() + timedelta(seconds=75 if datetime.now().second > 50 else 60)
    assert main(["schedule", path.name, "--as", "cron", "--at", f"daily {soon:%H:%M}"]) == 0
    line = capsys.readouterr().out
    assert sys.executable in line
    daemon = cron(line)
    latest = folder / "published" / "weekly" / "latest" / "index.html"
    deadline = time.monotonic() + 180
    while not latest.exists():
        assert daemon.poll() is None, daemon.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert "Was it cron?" in latest.read_text()
