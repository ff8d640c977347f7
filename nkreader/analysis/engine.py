"""The rules' version."""

ENGINE = "3"
"""Changes with the rules, so that a library knows which analyses are out of date."""
