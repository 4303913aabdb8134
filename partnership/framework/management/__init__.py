"""The framework without a browser."""
