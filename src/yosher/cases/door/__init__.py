"""What every inbox needs to turn words from outside into values of ours, trusting none of them."""
