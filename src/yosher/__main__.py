"""`python -m yosher` is the command line."""

from yosher.cli.main import main

if __name__ == "__main__":
    main()
