"""The deeds of listening."""
