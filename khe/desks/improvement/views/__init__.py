"""Pages of shortcomings."""
