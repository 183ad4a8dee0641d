"""The planner of classes: values in, a proposal out. Pure: no Django, no database, no clock of its own.

| module | what |
|---|---|
| `values.py` | the question (`Problem`) and the answer (`Proposal`) |
| `groups.py` | learners who are alike together, slots that are alike together |
| `model.py` | the integer programme, solved with HiGHS in four steps |
| `laying.py` | from counts back to classes, learners and speakers |
| `solver.py` | `propose(problem)`: everything in order |
| `apart.py` | the same in a process of its own, stopped when its time is over |
| `greedy.py` | what one would do by hand; the baseline of the measurements, and the fallback |
| `reasons.py` | why somebody has no seat |
"""
