"""Questionnaires put before students, and their answers."""
