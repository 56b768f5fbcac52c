"""The evidence page: a file of one's own on the workbench, for the length of a session."""
