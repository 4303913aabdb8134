"""The whole site without a browser."""
