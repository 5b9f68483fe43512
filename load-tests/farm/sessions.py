"""SSH sessions for measuring a server: asyncssh, no framework. Prints one JSON line.

usage: sessions.py PORT SESSIONS PARALLEL COMMANDS [--one-address] [--hold SECONDS]

The i-th session goes to the i-th device of the farm, or to 127.0.0.1 with --one-address. With --hold, sessions stay
open at their prompt, all at once, until the time is over or a line arrives on standard input; "open" is printed then.
"""
import argparse
import asyncio
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import asyncssh

ALGORITHMS = dict(
    kex_algs=["curve25519-sha256"],
    encryption_algs=["aes128-gcm@openssh.com"],
    mac_algs=["hmac-sha2-256"],
    compression_algs=["none"],
    server_host_key_algs=["ssh-ed25519"],
)


def address(i):
    """The i-th device of a farm."""
    return f"127.{1 + i // 62500}.{1 + i // 250 % 250}.{1 + i % 250}"


async def connect(args, i):
    """Logs in, and answers with connection, writer, reader and the prompt."""
    connection = await asyncssh.connect(
        "127.0.0.1" if args.one_address else address(i), args.port, username="admin", password="admin",
        known_hosts=None, client_keys=None, config=None, agent_path=None, login_timeout=120,
        preferred_auth="password", **ALGORITHMS)
    writer, reader, _ = await connection.open_session(term_type="vt100", term_size=(511, 0), encoding=None)
    prompt = await reader.readuntil(b"#")
    return connection, writer, reader, prompt.rsplit(b"\n", 1)[-1]


async def collect(args, i, result):
    connection, writer, reader, prompt = await connect(args, i)
    async with connection:
        writer.write(b"terminal length 0\n")
        await reader.readuntil(prompt)
        for k in range(args.commands):
            writer.write(b"show interfaces %d\n" % k)
            output = await reader.readuntil(prompt)
            result["bytes"] += len(output)
        writer.write(b"exit\n")


async def main():
    parser = argparse.ArgumentParser()
    for name in ("port", "sessions", "parallel", "commands"):
        parser.add_argument(name, type=int)
    parser.add_argument("--one-address", action="store_true")
    parser.add_argument("--hold", type=float, default=0)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()

    result = {"ok": 0, "failed": 0, "bytes": 0, "error": ""}
    gate = asyncio.Semaphore(args.parallel)
    held = []

    async def one(i):
        async with gate:
            try:
                if args.hold:
                    held.append(await connect(args, i))
                else:
                    await collect(args, i, result)
                result["ok"] += 1
            except Exception as error:  # counted, and the last one shown
                result["failed"] += 1
                result["error"] = repr(error)[:200]

    started = time.monotonic()
    await asyncio.gather(*(one(args.first + i) for i in range(args.sessions)))
    result["seconds"] = round(time.monotonic() - started, 2)
    if args.hold:
        print("open", len(held), flush=True)
        line = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        await asyncio.wait([line], timeout=args.hold)
        for connection, *_ in held:
            connection.abort()
    print(json.dumps(result), flush=True)


asyncio.run(main())
