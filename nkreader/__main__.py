"""`python -m nkreader`: the same as the `nkreader` command."""

from nkreader.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
