"""Drawings that a command writes to a file."""

from pathlib import Path

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import language


def write_drawing(file: Path, svg: str) -> None:
    """Write an SVG; a file that cannot be written ends the command with exit code 2."""
    try:
        file.write_text(svg, encoding="utf-8")
    except OSError as error:
        problem = say("workbench.error.not_writable", language())
        raise BadInput(f"{file}: {problem}") from error
