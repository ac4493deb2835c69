"""`python -m facilitation`, the same as the command `facilitation`."""

from facilitation.cli import main

if __name__ == "__main__":
    main()
