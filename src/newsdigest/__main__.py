"""python -m newsdigest, and the console script."""

from __future__ import annotations

import gc
import os
import sys

from newsdigest import __version__

EXIT_INTERRUPTED = 130
GARBAGE_THRESHOLD = 50_000
"""Objects made before the collector looks for cycles among the young; CPython's own is 700."""


def main() -> int:
    """Run the command line and return its exit code; ``--version`` costs a bare interpreter."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        try:
            sys.stdout.write(f"newsdigest {__version__}\n")
            sys.stdout.flush()
        except (AttributeError, OSError):
            pass  # stdout is closed or full: `run` says so as it does for every command
        else:
            return 0
    try:
        from newsdigest.cli.run import run  # noqa: PLC0415 only the version is as cheap as can be

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while importing, before `run` could answer
        return EXIT_INTERRUPTED


def entry() -> int:
    """Be the program: run, then end without a last look for garbage, a tenth of a short run.

    The collector looks rarely, too: what imports make stays, and looking for garbage among it
    costs a thirtieth of a short run. numpy's algebra, which hardly anything here uses, starts no
    threads: one a core would cost 50 ms and, on a machine of many, a worker's address space.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # noqa: TID251 - set, not read
    gc.set_threshold(GARBAGE_THRESHOLD)
    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(entry())
