"""The deeds of the academy."""
