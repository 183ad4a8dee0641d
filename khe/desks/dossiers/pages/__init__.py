"""What the pages show, worked out from facts. Pure: no database, no clock of its own.

`verbs` what may be done and why not; `clock` the date explained, and whose clock; `timeline` a
sentence for every event; `today` the rows of the home page and the list.
"""
