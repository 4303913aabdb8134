"""The rules of reading what was told in confidence."""
