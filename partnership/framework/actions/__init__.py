"""The deeds of looking at oneself."""
