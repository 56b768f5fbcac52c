"""What pages ask about needs: one student's, a school's list in bands, a school's counts."""
