"""The library: SQLite for what cannot be recreated, Whoosh for finding it, one façade over both."""
