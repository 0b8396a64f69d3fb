"""Tables of disputes from anywhere: each column is found by its header, in English or Hebrew, whatever made the file."""
