"""How dates and times are written where a template does not say: day before month, 24 hours."""
