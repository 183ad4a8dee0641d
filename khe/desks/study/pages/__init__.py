"""What pages of study show, gathered from queries: no decision, no HTTP."""
