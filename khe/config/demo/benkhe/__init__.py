"""Phường Bến Khế, an invented ward under today's rules: three years of data.

What the loop is for, told through the real actions: attendance that got better and stayed so, tasks that
were done in time for a year and then no longer, dossiers that are half mended. Nothing happens after the
moment of loading; the same day of loading gives the same stories. The files tell it in 2024–2026: whoever
loads it in another year has it moved by whole years (`place.years_of`).
"""
