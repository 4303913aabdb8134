"""The forms of the academy."""
