"""Many cases together: who was asked, what was done, what changed, as numbers that name nobody."""
