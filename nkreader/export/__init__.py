"""What the reader marked, taken elsewhere: Markdown files that may be edited, JSON and CSV rows."""
