"""What the pages of the academy show."""
