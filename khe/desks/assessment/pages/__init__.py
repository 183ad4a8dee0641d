"""What the pages show: rows and words put together from queries and rules. Changes nothing."""
