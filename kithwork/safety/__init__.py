"""Alerts and risk: who speaks to the child today, and what the first steps are."""
