"""asyncssh, and nothing on top of it: what one gets who writes the collector by hand. See sweep.py for the arguments."""

from sweep import Device, read_arguments  # First, as it silences warnings.

import asyncssh


def main() -> None:
    sweep = read_arguments()
    known_hosts = asyncssh.read_known_hosts(sweep.known_hosts)
    commands = [command.encode() for command in sweep.commands]

    async def session(device: Device) -> int:
        async with asyncssh.connect(
            device.host,
            device.port,
            username=device.username,
            password=device.password,
            known_hosts=known_hosts,
            # Neither files nor an agent are asked for keys, and no method is tried in vain.
            config=None,
            client_keys=None,
            agent_path=None,
            preferred_auth="password",
        ) as connection:
            # Bytes are not decoded, which nobody needs who stores them.
            stdin, stdout, _ = await connection.open_session(term_type="vt100", term_size=(511, 24), encoding=None)
            greeting = await stdout.readuntil(b"#")
            # In a list, as a prompt and not as a pattern.
            prompt = [greeting.splitlines()[-1]]

            async def ask(command: bytes) -> int:
                stdin.write(command + b"\n")
                return len(await stdout.readuntil(prompt))

            await ask(b"terminal length 0")
            return sum([await ask(command) for command in commands])

    sweep.collect_in_tasks(session)
    sweep.print("asyncssh", asyncssh.__version__)


main()
