"""What the machine that runs the site does by itself."""
