"""Waiting for something to become true, never for a number of seconds."""

import threading
import time


def wait_until(true, within: float = 10, otherwise=lambda: "it did not come true") -> None:
    """Look twenty times a second; fail with `otherwise()` when it has not come true in time."""
    deadline, pause = time.monotonic() + within, threading.Event()
    while not true():
        assert time.monotonic() < deadline, otherwise()
        pause.wait(0.05)
