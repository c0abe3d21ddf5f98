"""Changes to organs, people, posts, roles and accounts: plain functions, each of which writes its entry in the record.

Nothing is deleted; what ends gets a last day. Who may call what is asked by the face (`desk.administration`); what is
never right, whoever asks, is refused here: a role for oneself, a city without an administrator who can sign in.
"""
