"""A process that makes chapters: orders come as lines of JSON, and each is answered with one.

It ends when its orders end, whether its parent closed them or died, and takes its kernel with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import sys
import threading
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import IO

from discourse.reports import chapter
from discourse.reports.stop import Stopped, stoppable


def main() -> None:
    """Answer orders until there are no more."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # what a library prints must not stand among the answers
        orders: queue.SimpleQueue[dict] = queue.SimpleQueue()
        try:
            with stoppable(0):
                threading.Thread(target=_listen, args=(orders,), daemon=True).start()
                while True:
                    _say(answers, _answer(chapter.Order(**orders.get())))
        except Stopped as stop:
            with contextlib.suppress(OSError):  # nobody is there to hear it
                _say(answers, {"stopped": stop.reason, "code": stop.code, "during": stop.during})


def _listen(orders: queue.SimpleQueue) -> None:
    for line in sys.stdin:
        orders.put(json.loads(line))
    os.kill(os.getpid(), signal.SIGTERM)


def _answer(order: chapter.Order) -> dict:
    from discourse.reports.execute import NotebookError

    begun = time.monotonic()
    try:
        title, kept = chapter.make(order)
    except NotebookError as error:
        return {"failed": "notebook", "problem": str(error), "trace": error.trace}
    except OSError as error:
        return {"failed": "disk", "problem": error.strerror or str(error), "trace": traceback.format_exc()}
    except Exception as error:
        return {"failed": "page", "problem": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
    seconds = time.monotonic() - begun
    return asdict(chapter.Made(title, [], seconds)) | {"kept": chapter.packed(kept, Path(order.work))}


def _say(answers: IO[str], answer: dict) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
