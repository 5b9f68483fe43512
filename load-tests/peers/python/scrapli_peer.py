"""scrapli's asyncio driver over its asyncssh transport. See sweep.py for the arguments; PYTHONPATH names the checkout."""

from sweep import Device, read_arguments  # First, as it silences warnings.

import asyncssh
import scrapli
from scrapli.driver.core import AsyncIOSXEDriver

PATIENCE = 120


def main() -> None:
    sweep = read_arguments()
    # scrapli would read the file of host keys twice a session. asyncssh below can check them as well, and reads it once.
    to_asyncssh = {
        "known_hosts": asyncssh.read_known_hosts(sweep.known_hosts),
        "config": None,
        "client_keys": None,
        "preferred_auth": "password",
    }

    async def session(device: Device) -> int:
        async with AsyncIOSXEDriver(
            host=device.host,
            port=device.port,
            auth_username=device.username,
            auth_password=device.password,
            auth_strict_key=False,
            transport="asyncssh",
            transport_options={"asyncssh": to_asyncssh},
            timeout_socket=PATIENCE,
            timeout_transport=PATIENCE,
            timeout_ops=PATIENCE,
        ) as connection:
            responses = await connection.send_commands(sweep.commands)
            responses.raise_for_status()
            return sum(len(response.result) for response in responses)

    sweep.collect_in_tasks(session)
    sweep.print("scrapli", scrapli.__version__)


main()
