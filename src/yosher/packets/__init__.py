"""The answer as a model: letter, fields, timeline, exhibits; fitted to what the receiver takes."""
