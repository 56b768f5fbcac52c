"""The same rules over a whole school, city or province, as table expressions."""
