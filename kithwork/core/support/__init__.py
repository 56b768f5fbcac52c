"""Social support as a grid: what kind of help reaches a student, from whom, and is it enough.

Columns are the functions of support, rows its sources. The modules: `functions` (the columns),
`cells` (one place in the grid as one person rates it), `matrix` (the grid with what the student
herself says), `levels` and `findings` (what is derived), `survey` (answers become cells),
`difference` (two grids compared) and `quilt` (the grid made ready to be drawn).
"""
