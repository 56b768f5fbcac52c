"""The command line: `kithwork COMMAND`.

Each command stands in a module of its own that is imported only when it is called, so that
`kithwork --help` answers at once and `score` never loads Django.
"""

import sys

from kithwork.cli.language import choose_language


def main() -> None:
    """Run the command line with the process's arguments; exit code 2 means bad input."""
    choose_language(sys.argv[1:])
    from kithwork.cli.group import kithwork

    try:
        kithwork(prog_name="kithwork")
    except Exception as error:
        from kithwork.cli.no_room import is_no_room

        if not is_no_room(error):
            raise
        from kithwork.cli.language import _

        sys.exit(_("There is no room left on the disk. Nothing was saved: make room, try again."))
