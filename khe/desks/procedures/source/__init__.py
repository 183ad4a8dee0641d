"""Reading published procedures: pure text in, plain values out, nothing guessed.

What cannot be told surely is kept as it was and listed: {path, raw, why[, hint]}.
"""
