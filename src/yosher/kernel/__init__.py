"""The values that every room speaks: money, days, places, phases, ids and reasons; no policy."""
