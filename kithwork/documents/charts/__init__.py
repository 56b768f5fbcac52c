"""Charts as drawings without a script: one specification, rendered to SVG and to PNG."""
