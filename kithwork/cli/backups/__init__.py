"""A backup: one zip file with every row, the noted heads of the trail, the files, and perhaps keys.

Rows are JSON lines, a file a table, so that a backup of one engine is restored on the other.
`writing` makes one, `reading` checks one, `restoring` brings it back; `rows` turns rows to lines.
"""
