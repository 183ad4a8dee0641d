"""The class of every table. A table with `authority_id` that is not named here is a tenant's."""

# Catalogues and the list of authorities: the same rows for everyone, copied to every machine.
REFERENCE = (r"^authorities_authority$", r"^procedures_")

# The plumbing of one installation: accounts, sessions, the job queue, Django's own tables.
LOCAL = (
    r"^django_",
    r"^auth_",
    r"^people_user",
    r"^account_",
    r"^mfa_",
    r"^usersessions_",
    r"^procrastinate_",
)
