"""The pages: parse what the browser sends, call one verb of the desk, show what comes back."""
