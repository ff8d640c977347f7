"""The network: pages and feeds, only when the reader asks for them.

Nothing else in the program imports httpx, and importing this room does not: `fetcher.Fetcher` does when it is made.
What it may reach is bounded (`addresses`), what comes is bounded in bytes and in time (`fetcher`, `connecting`), and
servers are treated with consideration (`manners`, `robots`).
"""
