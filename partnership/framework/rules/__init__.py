"""The rules of looking at oneself."""
