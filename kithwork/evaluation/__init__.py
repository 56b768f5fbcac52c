"""Whether it helped: change, goals, series."""
