"""All SQL: tables, the log with its group commit, and functions over a connection, one noun a file."""
