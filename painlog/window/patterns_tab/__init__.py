"""The Patterns tab: what the journal shows, what was looked for and not seen, and what lacks entries."""
