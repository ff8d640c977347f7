"""Formats that other people's code parses: pages, mail, books, feeds, archives.

All of it runs in a process of its own (`ingest.worker`), which may be killed at any time: a file that is made to harm
ends there. What a format gives is plain data (`formats.given`); the articles are made of it by the process that asked.
"""
