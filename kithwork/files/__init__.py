"""Files that come in and go out: read safely, kept encrypted, served by a guard."""
