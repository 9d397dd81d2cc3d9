"""How often one network may ask: counted in this process's memory, so that a kept answer stays as quick.

Attempts to sign in are counted in the database (docs/decisions/0011): a mistake there lets somebody in. Here
it would only answer one question more, and a count in the database would cost more than the answers it saves.
So each web process counts for itself, and a restart forgets; nothing else depends on it.
"""

import threading
import time
from collections import OrderedDict
from math import ceil

SECONDS = 60
# So many networks are remembered; then the one that asked least recently is forgotten.
MOST_NETWORKS = 10_000


class Limiter:
    """At most so many requests of each network within a minute of its first. Shared by the threads."""

    def __init__(self):
        self.windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self.lock = threading.Lock()

    def seconds_to_wait(self, network: str, most: int) -> int:
        """Count one request; 0 where it may be answered."""
        now = time.monotonic()
        with self.lock:
            began, number = self.windows.pop(network, (now, 0))
            if now - began >= SECONDS:
                began, number = now, 0
            self.windows[network] = began, min(number + 1, most + 1)
            if len(self.windows) > MOST_NETWORKS:
                self.windows.popitem(last=False)
        return ceil(began + SECONDS - now) if number >= most else 0

    def clear(self) -> None:
        with self.lock:
            self.windows.clear()


limiter = Limiter()
