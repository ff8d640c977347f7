"""Speed, as ratios taken in one run: `python -m tests.benchmarks` (NKREADER_DATA names the data sets)."""
