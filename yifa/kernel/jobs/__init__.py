"""Background work with progress, stop and resume, behind one small interface over django-tasks.

A handler works off what its own tables say is still to be done, so a job that was cut off goes on where it stood.
"""
