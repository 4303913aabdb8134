"""The forms of listening."""
