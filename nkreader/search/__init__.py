"""Finding: the query language, the analyser, the index, snippets and marks.

The only room that imports whoosh, and only inside functions; `language` and `matching` never do.
"""
