"""The academy without a browser."""
