"""Views without a browser."""
