"""The rules' version."""

ENGINE = "4"
"""Changes with the rules, so that a library knows which analyses are out of date."""
