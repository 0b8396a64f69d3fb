"""Who is told of events, and the ways by which a message leaves: signed to an address, or by mail."""
