"""What the pages of tasks show, as plain values. Pure."""
