"""The other half of the composition root: keys, setting up, backups, restoring, and looking the record over.

Like `bootstrap` it builds adapters and hands them to use-cases; nothing else may. Its rooms are imported where they are
used, so that a small command does not pay for the large ones.
"""
