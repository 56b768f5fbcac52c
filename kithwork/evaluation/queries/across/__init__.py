"""Reads many cases at once for numbers over all of them; the number of queries does not grow."""
