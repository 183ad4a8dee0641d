"""What a person may type about tasks."""
