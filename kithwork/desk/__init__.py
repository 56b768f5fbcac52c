"""Pages that show several parts of the product together: home, the student page, search."""
