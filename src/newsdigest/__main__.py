"""python -m newsdigest, and the console script."""

from __future__ import annotations

import sys

from newsdigest import __version__


def main() -> int:
    """Run the command line and return its exit code; ``--version`` costs a bare interpreter."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"newsdigest {__version__}\n")
        return 0
    from newsdigest.cli.app import run  # noqa: PLC0415 typer waits until it is needed

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
