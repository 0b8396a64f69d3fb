"""Durable work: rows of the outbox run as DBOS workflows, which remember every step that is over."""
