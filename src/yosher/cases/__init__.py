"""The denial, the case, its states and events; what may follow what."""
