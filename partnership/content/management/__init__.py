"""What is done with words without a browser."""
