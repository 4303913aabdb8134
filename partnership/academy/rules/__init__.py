"""The rules of the academy."""
