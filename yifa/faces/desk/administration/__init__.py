"""What the three administrators do on the desk: organs, people, posts and accounts; roles and locks; one's own account.

The changes themselves are `yifa.kernel.staffing`; here stand the pages, the forms and who may enter.
"""
