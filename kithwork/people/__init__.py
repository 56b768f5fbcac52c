"""Students and the people around them, their classes, marks and attendance, with dates."""
