"""What is done with accounts without a browser."""
