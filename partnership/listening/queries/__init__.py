"""What the pages of listening show."""
