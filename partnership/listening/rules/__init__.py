"""The rules of listening."""
