"""The farm's server seen by paramiko: python3 paramiko_client.py SCENARIO PORT. Silent, and 0, when all is well."""

import sys
import threading

import paramiko

MEGABYTES = 5


def connect(port, **options):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(
        "127.0.0.1", port, "admin", "correct horse", allow_agent=False, look_for_keys=False, **options)
    return client


def read_until(channel, end):
    received = b""
    while not received.endswith(end):
        part = channel.recv(65536)
        assert part, received
        received += part
    return received


def shell(port):
    with connect(port) as client:
        channel = client.invoke_shell(term="vt100", width=100, height=30)
        read_until(channel, b"echo> ")
        channel.sendall(b"print 5000\r")
        assert len(read_until(channel, b"\r\necho> ")) > 5000
        channel.resize_pty(132, 40)
        channel.sendall(b"size\r")
        assert b"Columns = 132, Rows = 40" in read_until(channel, b"echo> ")
        channel.sendall(b"exit 3\r")
        assert channel.recv_exit_status() == 3


def command(port):
    with connect(port) as client:
        _, output, errors = client.exec_command("complain")
        assert output.channel.recv_exit_status() == 1
        assert output.read() == b""
        assert errors.read() == b"something is wrong\n"
        _, output, _ = client.exec_command("env FLEET", environment={"FLEET": "flagship"})
        assert output.read() == b"flagship"


def large(port):
    """Both directions at once, with a change of keys asked for by the client on the way."""
    sent = bytes(range(256)) * (MEGABYTES * 1_000_000 // 256)
    with connect(port) as client:
        channel = client.get_transport().open_session()
        channel.exec_command("cat")

        def write():
            half = len(sent) // 2
            channel.sendall(sent[:half])
            client.get_transport().renegotiate_keys()
            channel.sendall(sent[half:])
            channel.shutdown_write()

        writer = threading.Thread(target=write)
        writer.start()
        received = b"".join(iter(lambda: channel.recv(65536), b""))
        writer.join()
        assert received == sent, len(received)


def interactive(port):
    transport = paramiko.Transport(("127.0.0.1", port))
    try:
        transport.start_client()
        asked = []

        def answer(title, instructions, prompts):
            asked.extend(prompts)
            return ["correct horse"] * len(prompts)

        transport.auth_interactive("admin", answer)
        assert asked == [("Password: ", False)], asked
        assert transport.is_authenticated()
    finally:
        transport.close()


def refused(port):
    transport = paramiko.Transport(("127.0.0.1", port))
    try:
        transport.start_client()
        try:
            transport.auth_none("admin")
            raise AssertionError("nothing was enough to log in")
        except paramiko.BadAuthenticationType as error:
            assert "publickey" in error.allowed_types, error.allowed_types
        for _ in range(6):
            try:
                transport.auth_password("admin", "guess")
                raise AssertionError("a guess was enough to log in")
            except paramiko.AuthenticationException:
                assert transport.is_active()
        try:
            transport.auth_password("admin", "correct horse")
            raise AssertionError("a seventh attempt was allowed")
        except paramiko.SSHException:
            assert not transport.is_active()
    finally:
        transport.close()


globals()[sys.argv[1]](int(sys.argv[2]))
