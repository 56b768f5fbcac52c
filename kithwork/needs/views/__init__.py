"""Know: a school's needs as numbers, and its students in bands."""
