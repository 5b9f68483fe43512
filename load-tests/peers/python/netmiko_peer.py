"""netmiko in a pool of threads. See sweep.py for the arguments."""

from sweep import Device, read_arguments  # First, as it silences warnings.

import re

import netmiko

PATIENCE = 120


def main() -> None:
    sweep = read_arguments()

    def session(device: Device) -> int:
        with netmiko.ConnectHandler(
            device_type="cisco_ios",
            host=device.host,
            port=device.port,
            username=device.username,
            password=device.password,
            # A tenth of the pauses that it makes otherwise.
            fast_cli=True,
            timeout=PATIENCE,
            auth_timeout=PATIENCE,
            banner_timeout=PATIENCE,
        ) as connection:
            # Without it, each command would first send an empty line to find out what the prompt is.
            prompt = re.escape(connection.base_prompt) + "#"
            return sum(len(connection.send_command(command, expect_string=prompt)) for command in sweep.commands)

    sweep.collect_in_threads(session)
    sweep.print("netmiko", netmiko.__version__)


main()
