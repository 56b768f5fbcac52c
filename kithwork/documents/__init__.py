"""Reports as page, Word, PDF and HTML from one model."""
