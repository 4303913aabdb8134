"""Reading without a browser."""
