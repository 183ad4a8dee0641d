"""Who may do what in study, and when: one pure module a noun."""
