"""What a person may type about shortcomings."""
