"""What an article says: sentences, names, dates, origins; and what several say together.

Nothing here reads a clock, a locale or another article, except where a function is handed several.
"""
