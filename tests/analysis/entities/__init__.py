"""Names of an article: rules that serve the field or the language."""
