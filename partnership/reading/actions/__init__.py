"""The deeds of readers."""
