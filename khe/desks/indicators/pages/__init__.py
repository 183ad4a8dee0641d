"""What the pages of indicators show, in words: plain values for the templates."""
