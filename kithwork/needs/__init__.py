"""What a student needs, with the evidence and the reasons."""
