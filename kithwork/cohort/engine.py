"""The engine for tables of students: DuckDB inside the process, through Ibis.

It never reaches the network: extensions, which DuckDB would download, are neither installed nor
loaded. Rows come in as Arrow tables; a database of ours is read by Django, not by DuckDB.
"""

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ibis.backends.duckdb import Backend


@contextmanager
def engine() -> "Iterator[Backend]":
    """Give an empty DuckDB in memory, and close it at the end.

    >>> import ibis
    >>> with engine() as duck:
    ...     duck.to_pyarrow(ibis.literal(1) + 1).as_py()
    2
    """
    import ibis

    duck = ibis.duckdb.connect(autoinstall_known_extensions=False, autoload_known_extensions=False)
    try:
        yield duck
    finally:
        duck.disconnect()
