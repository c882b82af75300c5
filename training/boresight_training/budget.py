"""The clock of a budget in minutes: computing time, so that other work on the machine costs a run nothing."""

import time

import torch


def computing_seconds(device: torch.device) -> float:
    """Seconds of computing so far; only differences mean anything.

    On a CPU the process's own time shared out over its threads, which stands still while other
    programs hold the cores; runs of equal budget are then equal on a busy machine as well. On a GPU
    the wall clock, for there the process mostly waits.
    """
    if device.type == "cpu":
        return time.process_time() / torch.get_num_threads()
    return time.monotonic()
