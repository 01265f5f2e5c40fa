"""The source of truth for how a process that has loaded everything settles: what stays is set apart, what was only needed to load is given back."""

from __future__ import annotations

import gc
import sys

_NEW_OBJECTS = 5_000
"""After how many new objects the youngest are looked through. A message makes tens of thousands that are gone by its end; the
usual 700 looks a hundred times for nothing."""


def share_one_heap() -> None:
    """Let all threads take their memory from one place (glibc). Call it before any thread is started.

    By default each thread gets an arena of its own, and what it gives back there nobody else can use: some twenty megabytes of
    a server that loads in threads. They hold one another up little, for one of them runs Python at a time.
    """
    if sys.platform == "linux":
        import ctypes

        option = getattr(ctypes.CDLL(None), "mallopt", None)  # https://man7.org/linux/man-pages/man3/mallopt.3.html
        if option is not None:  # musl has none, and needs none
            option(_ARENA_MAX, 1)


_ARENA_MAX = -8


def settle() -> None:
    """Give back what loading left behind, and let later collections pass over what stays for good. Blocks for a moment.

    Without it the C library keeps tens of megabytes of freed memory, and each full collection of garbage walks hundreds of
    thousands of objects that never go, while a visitor waits.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    if sys.platform == "linux":
        import ctypes  # a tenth of a second, which the first page need not wait for

        trim = getattr(
            ctypes.CDLL(None), "malloc_trim", None
        )  # https://man7.org/linux/man-pages/man3/malloc_trim.3.html
        if trim is not None:  # musl has none, and needs none
            trim(0)
