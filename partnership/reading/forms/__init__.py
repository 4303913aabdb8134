"""The forms of readers."""
