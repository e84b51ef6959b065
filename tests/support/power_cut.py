"""What a power cut leaves of a journal: all that was waited for until it was on the disk, no more.

A small library in C, loaded before the process starts, notes how long a file is each time that the
process waits for the disk. What was written to SQLite's log after the last time may be lost.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

COMPILER = shutil.which("cc") or shutil.which("gcc")

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(int fd) {
    char link[64], path[4096];
    struct stat status;
    FILE *notes = fopen(getenv("SYNCED_FILES"), "a");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (notes && length > 0 && !fstat(fd, &status))
        fprintf(notes, "%lld %.*s\n", (long long)status.st_size, (int)length, path);
    if (notes) fclose(notes);
}

int fsync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    int result = real(fd);
    note(fd);
    return result;
}

int fdatasync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    int result = real(fd);
    note(fd);
    return result;
}
"""


class PowerCuts:
    """Cuts the power of processes that were killed, as it were.

    Args:
        folder: where the library and the notes are.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        source, library = folder / "synced.c", folder / "synced.so"
        source.write_text(_SOURCE)
        assert COMPILER is not None
        command = [COMPILER, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
        subprocess.run(command, check=True)
        self._notes = folder / "notes"
        self.env = {"LD_PRELOAD": str(library), "SYNCED_FILES": str(self._notes)}
        self.waits = 0
        """How often processes waited for the disk before their power was cut."""

        self.lost = 0
        """Bytes that were lost so far."""

    def begin(self) -> None:
        """Forget what processes before waited for."""
        self._notes.write_text("")

    def cut(self, file: Path, kept: float = 0) -> None:
        """Let what was not waited for be lost.

        Args:
            file: the database.
            kept: the share of it that is on the disk all the same.
        """
        log = file.with_name(f"{file.name}-wal")
        if not log.exists():
            return
        notes = [line.split(" ", 1) for line in self._notes.read_text().splitlines()]
        synced = [int(size) for size, path in notes if path == str(log)]
        self.waits += len(synced)
        size, least = log.stat().st_size, max(synced, default=0)
        left = least + round(kept * (size - least))
        self.lost += size - left
        with log.open("r+b") as stream:
            stream.truncate(left)
        file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
