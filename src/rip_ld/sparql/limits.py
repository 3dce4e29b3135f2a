"""What the kernel keeps a worker process from: memory, files, sockets and core dumps beyond their bounds."""

import os
import resource
from contextlib import suppress

_PAGE = resource.getpagesize()


def limit_process(memory: int, max_bytes: int) -> None:
    """Bound memory, files and core dumps for the life of this process; be the first to go when the machine runs out of memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max_bytes if most == resource.RLIM_INFINITY else min(max_bytes, most)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("1000")
    except OSError:
        pass
    try:
        with open("/proc/self/statm") as statm:
            limit = int(statm.read().split()[0]) * _PAGE + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):  # not Linux: the kernel keeps no such limit
        pass


def allow_descriptors(allowed: bool) -> None:
    """Let this process open files and sockets, or keep it from opening any: what is open stays so."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else 0, hard))


def let_others_finish() -> None:
    """Have this thread, and those that it begins, go on when a processor comes free, and not in the place of who has just woken it (sched(7), SCHED_BATCH)."""
    with suppress(OSError, AttributeError):  # not Linux, or not allowed: a little slower
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def peak_memory() -> int:
    """Give the most memory that this process has used, in bytes; what it shares counts, so that copies of shared pages add nothing."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
