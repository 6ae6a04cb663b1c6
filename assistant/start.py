"""Where the program starts: straight into the assistant, or into the command line. Knows no command itself."""

import sys

from assistant.platform import has_terminal, steady_streams
from knowledge.errors import FinaliseError
from knowledge.text import visible


def main() -> None:
    """Run the program. A fault that the person can put right ends with one plain line and exit code 1."""
    steady_streams(sys.stdin, sys.stdout, sys.stderr)
    try:
        # The commonest start reads no options, so that the first screen is there sooner.
        if len(sys.argv) == 1 and has_terminal():
            from assistant.terminal.app import run_app  # noqa: PLC0415

            sys.exit(run_app())
        from assistant.cli import app  # noqa: PLC0415

        app()
    except FinaliseError as fault:
        print(f"{visible(fault.what)} {visible(fault.fix)}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as error:
        # The one place for what nobody foresaw: a traceback could quote what was typed.
        from assistant.stopped import stopped_words  # noqa: PLC0415

        print(stopped_words(error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
