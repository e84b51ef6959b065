"""A third provider, as small as one can be: it shows that the shared files need no edit for it."""
