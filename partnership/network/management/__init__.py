"""The network without a browser."""
