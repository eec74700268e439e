"""Compiled code and how it is run: fixed blocks over threads, so that sums do not depend on their number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba

# No fast mathematics: where sums may be reordered, the first run on a machine (that compiles) and later ones (that load
# the compiled code) differ in their last bits.
_OPTIONS = {"error_model": "numpy"}
BLOCKS = 64


def compiled(function):
    """Compile `function`, free of Python's lock, and keep the machine code when a folder for it can be written."""
    try:
        return numba.njit(cache=True, nogil=True, **_OPTIONS)(function)
    except RuntimeError:  # no folder for the cache: neither NUMBA_CACHE_DIR, the package's own nor the user's
        return numba.njit(nogil=True, **_OPTIONS)(function)


def part(function):
    """Compile `function` as a part of compiled ones, with which it is kept, and without a way in from Python."""
    return numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)(function)


def in_blocks(work, size: int) -> list:
    """Call ``work(first, after_last)`` for fixed blocks of ``range(size)``, over as many threads as Numba may use.

    The blocks depend on `size` alone and the answers come in their order: whoever adds them up in that order gets
    the same bits with one thread and with twenty.
    """
    n_blocks = min(BLOCKS, size)
    edges = [block * size // n_blocks for block in range(n_blocks + 1)]
    threads = numba.config.NUMBA_NUM_THREADS
    if threads == 1:
        return list(map(work, edges[:-1], edges[1:]))
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, edges[:-1], edges[1:]))
