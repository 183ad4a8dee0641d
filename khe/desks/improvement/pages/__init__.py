"""What pages of shortcomings show: cards, charts, buttons, the line of time."""
