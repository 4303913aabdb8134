"""Who is trained: people counted once, against how many work here, and need against supply."""
