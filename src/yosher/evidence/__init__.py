"""Exhibits matched to what the rule asks; the timeline, what is missing, what contradicts, what will hurt."""
