"""What the field decides, as reviewed and dated text, and the loader that types it."""
