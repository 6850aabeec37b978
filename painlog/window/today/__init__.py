"""The tab Today: quick entry at the left, the charts and today's entries at the right."""
