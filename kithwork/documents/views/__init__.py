"""Pages on which documents are asked for and opened."""
