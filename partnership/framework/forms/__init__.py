"""The forms of looking at oneself."""
