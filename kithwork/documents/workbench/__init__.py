"""The workbench: every statistic of a file, asked for alike on the command line and on the page.

A `Method` says which columns and choices it takes, computes from a table, and tells what it found:
sentences, figures with their errors, tables, a chart, what weakens them. `code` writes the command
and the Python that give the same figures again. No Django here.
"""
