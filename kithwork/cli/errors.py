"""Bad input on the command line: the reason on standard error, exit code 2, nothing written."""

import click


class BadInput(click.ClickException):
    """What was wrong, where, and what to do; ends the command with exit code 2."""

    exit_code = 2
