"""Settings, addresses, base templates and the look."""
