"""A fault at one place of a file, said in the reader's language with its row and column first."""

from kithwork.catalogue.words import say
from kithwork.core.sheets import CellError


def said(error: CellError, language: str) -> str:
    """Return "row 12, column birth: …", leaving out what the fault has not."""
    problem = say(error.reason, language)
    if error.row is not None and error.column is not None:
        code = "files.at_row_column"
        return say(code, language, row=error.row, column=error.column, problem=problem)
    if error.row is not None:
        return say("files.at_row", language, row=error.row, problem=problem)
    if error.column is not None:
        return say("files.at_column", language, column=error.column, problem=problem)
    return problem
