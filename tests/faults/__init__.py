"""Kills and failing disks, at every write the library makes: `python -m tests.faults`."""
