"""A screening on paper and in files: the report, and the tables that stand beside it.

`report` composes the one report model; `rows` are the lines of the CSV files, under pseudonyms;
`folder` writes everything, or nothing.
"""
