"""Who did what, when and why: every read and write of a child's record, in one sealed trail."""
