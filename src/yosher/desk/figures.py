"""The figures that a decision rests on, looked up: fees, priors, costs, rates, the outcomes of earlier cases."""
