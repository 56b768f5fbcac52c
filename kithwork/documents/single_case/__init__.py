"""One series of a case, ready for the case report and for the page."""
