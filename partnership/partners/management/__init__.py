"""The organisations without a browser."""
