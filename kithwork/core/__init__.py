"""The rules and the statistics: pure functions over frozen values, with their reasons."""
