"""The process of Prefect's server: `python -m flows.serving LIFELINE HOST PORT`, started by flows/server.py."""

import sys


def main() -> None:
    from flows.lifeline import hold

    hold(int(sys.argv[1]))
    import uvicorn

    host, port = sys.argv[2], int(sys.argv[3])
    uvicorn.run("prefect.server.api.server:create_app", factory=True, host=host, port=port, log_level="error")


if __name__ == "__main__":
    main()
