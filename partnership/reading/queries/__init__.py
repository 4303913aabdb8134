"""What the pages of readers show."""
