"""What each page does: one module for each part."""
