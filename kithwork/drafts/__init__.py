"""Nothing typed is lost: what was written into any form, kept until it is saved."""
