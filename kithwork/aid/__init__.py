"""What the school and others give: programmes, services, who receives what."""
