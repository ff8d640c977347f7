"""What nkreader talks about: frozen dataclasses and pure functions, standard library only.

Every offset in this package is a code-point offset into `Article.text`, and every span is half-open.
"""
