"""kithwork: casework and student support for the social workers of schools and universities."""

__version__ = "0.1.0"
