"""One student accompanied: from enquiry to follow-up."""
