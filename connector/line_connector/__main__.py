"""`python -m line_connector` is the command `line-connector`."""

from line_connector.cli.main import main

if __name__ == "__main__":
    main()
