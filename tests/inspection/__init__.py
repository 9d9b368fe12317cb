"""What `extractor inspect` is made of."""
