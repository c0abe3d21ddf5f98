"""The read-only data interface: what the portal shows, as JSON, for anyone, below /api/v1/.

`doors.py` stands before every view (rate, errors, caching); `shapes.py` holds what is answered; the other modules hold
one group of addresses each; `guide.py` prints the interface for people.
"""
