"""Organisations, the people in them and the posts they hold, each with dates.

Read `models.py` first; `queries.py` answers who held what on a day, who succeeded whom, and who stands above whom in the
territorial (块) and the vertical (条) hierarchy.
"""
