"""Many documents: which inputs there are, reading them side by side, and taking up a run where it stopped.

Workers import this package, so it imports nothing itself: take `gather` from `inputs`, `read_all` from `local`,
`Conversion` from `conversion`.
"""
