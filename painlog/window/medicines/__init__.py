"""The Medicines tab: what is taken now and what was before, each with the plan that the label says."""
