"""What the pages about words show."""
