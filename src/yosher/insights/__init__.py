"""What the cases say together: monitoring ratios, causes, outcomes and money, each with what it is counted of."""
