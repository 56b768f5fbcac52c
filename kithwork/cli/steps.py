"""Steps of a long command, told on standard error where somebody watches or it takes long."""

import sys
import time

import click

from kithwork.cli.language import _

_SLOW = 2.0  # seconds of a step from which on it is worth a line


class Steps:
    """Tells on standard error what is being done, where it takes long or somebody watches."""

    def __init__(self) -> None:
        self._name, self._began = "", time.monotonic()

    def begin(self, name: str) -> None:
        self.end()
        self._name, self._began = name, time.monotonic()
        if sys.stderr.isatty():
            click.echo(f"{name} …", err=True)

    def end(self) -> None:
        seconds = time.monotonic() - self._began
        if self._name and seconds > _SLOW:
            click.echo(
                _("{name}: {seconds:.1f} s").format(name=self._name, seconds=seconds), err=True
            )
        self._name = ""
