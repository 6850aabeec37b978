"""What follows from the entries: pure functions on columns, without Qt and without the journal's file."""
