"""The process of Prefect's server: `python -m flows.serving LIFELINE PORT`, started by flows/server.py."""

import sys


def main() -> None:
    from flows.lifeline import hold

    hold(int(sys.argv[1]))
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=int(sys.argv[2]), log_level="error"
    )


if __name__ == "__main__":
    main()
