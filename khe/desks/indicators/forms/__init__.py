"""What is typed in about indicators."""
