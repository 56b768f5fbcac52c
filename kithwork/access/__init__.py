"""Who may see what: people who sign in, their postings and roles, and the keys of the files."""
