"""The command `infoview-md`."""

import gc
import sys

_NEW_OBJECTS = 100_000
"""Objects between two collections of cycles.

Nothing here makes many cycles, and looking for them costs a tenth of a first run and of a report.
"""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    from infoview_md.cli import run

    code = run(sys.argv[1:])
    gc.freeze()  # what is left goes with the process: looking through it costs a tenth of a report
    sys.exit(code)


if __name__ == "__main__":
    main()
