"""What each page of readers does: one module for each part."""
