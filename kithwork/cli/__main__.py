"""`python -m kithwork.cli` is the `kithwork` command."""

from kithwork.cli import main

main()
