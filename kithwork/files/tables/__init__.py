"""Tables from strangers' files, read safely, and tables for people, written safely.

`reading.read_table` turns the bytes of a CSV file or a workbook into a `core.sheets.Sheet`;
`writing` turns rows into CSV or Excel. Nothing here knows Django or what a column means.
"""
