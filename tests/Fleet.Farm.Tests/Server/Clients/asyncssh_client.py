"""The farm's server seen by asyncssh: python3 asyncssh_client.py SCENARIO PORT. Silent, and 0, when all is well."""

import asyncio
import hashlib
import sys

import asyncssh

MEGABYTES = 20
CHANNELS = 10


def connect(port, **options):
    return asyncssh.connect(
        "127.0.0.1", port, username="admin", password="correct horse", known_hosts=None, client_keys=None, **options)


async def shell(port):
    async with connect(port) as connection:
        process = await connection.create_process(term_type="vt100", term_size=(132, 40), encoding=None)
        assert await process.stdout.readuntil(b"echo> ") == b"echo> "
        process.stdin.write(b"size\r")
        answer = await process.stdout.readuntil(b"echo> ")
        assert b"Kind = vt100, Columns = 132, Rows = 40" in answer, answer
        process.change_terminal_size(200, 50)
        process.stdin.write(b"size\r")
        answer = await process.stdout.readuntil(b"echo> ")
        assert b"Columns = 200, Rows = 50" in answer, answer
        process.stdin.write(b"exit 4\r")
        await process.wait()
        assert process.exit_status == 4, process.exit_status


async def large(port, **options):
    """Both directions at once, each byte checked."""
    sent = bytes(range(256)) * (MEGABYTES * 1_000_000 // 256)
    async with connect(port, **options) as connection:
        process = await connection.create_process("cat", encoding=None)

        async def write():
            for start in range(0, len(sent), 65536):
                process.stdin.write(sent[start:start + 65536])
                await process.stdin.drain()
            process.stdin.write_eof()

        _, received = await asyncio.gather(write(), process.stdout.read())
        assert received == sent, len(received)


async def rekey(port):
    await large(port, rekey_bytes=1_000_000)


async def channels(port):
    async with connect(port) as connection:
        async def run(number):
            data = bytes([number]) * (100_000 + number)
            result = await connection.run("hash", input=data, encoding=None)
            assert result.stdout.decode() == hashlib.sha256(data).hexdigest(), number

        for _ in range(3):
            await asyncio.gather(*(run(number) for number in range(CHANNELS)))

        waiting = [await connection.create_process("wait 60000") for _ in range(CHANNELS)]
        try:
            await connection.create_process("status 0")
            raise AssertionError("one channel too many was opened")
        except asyncssh.ChannelOpenError as error:
            assert error.code == asyncssh.OPEN_RESOURCE_SHORTAGE, error.code
        waiting[0].close()
        await waiting[0].wait_closed()
        result = await connection.run("status 6")
        assert result.exit_status == 6, result.exit_status


async def refusals(port):
    async with connect(port) as connection:
        try:
            await connection.open_connection("127.0.0.1", 22)
            raise AssertionError("a port was forwarded")
        except asyncssh.ChannelOpenError as error:
            assert error.code == asyncssh.OPEN_UNKNOWN_CHANNEL_TYPE, error.code
        try:
            await connection.start_sftp_client()
            raise AssertionError("a subsystem was started")
        except asyncssh.ChannelOpenError:
            pass
        try:
            await connection.forward_remote_port("", 0, "127.0.0.1", 22)
            raise AssertionError("a port was forwarded back")
        except asyncssh.ChannelListenError:
            pass
        result = await connection.run("status 2")
        assert result.exit_status == 2


async def keepalive(port):
    async with connect(port, keepalive_interval=0.05, keepalive_count_max=3) as connection:
        result = await connection.run("wait 500")
        assert result.exit_status == 0, result.exit_status


async def legacy(port):
    algorithms = {
        "kex_algs": ["diffie-hellman-group1-sha1"],
        "server_host_key_algs": ["ssh-rsa"],
        "encryption_algs": ["aes128-cbc", "3des-cbc"],
        "mac_algs": ["hmac-sha1"],
    }
    async with connect(port, **algorithms) as connection:
        result = await connection.run("print 100000", encoding=None)
        assert len(result.stdout) == 100_000, len(result.stdout)


asyncio.run(globals()[sys.argv[1]](int(sys.argv[2])))
