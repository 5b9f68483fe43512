using System.Text;
using Renci.SshNet;

namespace Fleet.LoadTests.SshNetPeer;

/// <summary>What is asked for: ../run writes it.</summary>
internal sealed record Sweep(Device[] Devices, string[] Commands, string KnownHosts);

/// <summary>A device.</summary>
internal sealed record Device(string Name, string Host, int Port, string Username, string Password);

/// <summary>One session: log in, learn the prompt, and read the output of each command up to the next prompt.</summary>
internal static class DeviceSession
{
    /// <summary>Blocks, and answers how many bytes the outputs had.</summary>
    public static long Run(Device device, string[] commands, Dictionary<string, byte[]> hostKeys)
    {
        using var login = new PasswordAuthenticationMethod(device.Username, device.Password);
        var info = new ConnectionInfo(device.Host, device.Port, device.Username, login);
        // As Fleet.Sessions does: the cipher that costs least.
        info.Encryptions.SetPosition("aes128-gcm@openssh.com", 0);
        using var client = new SshClient(info);
        client.HostKeyReceived += (_, shown) =>
            shown.CanTrust = hostKeys[$"[{device.Host}]:{device.Port}"].AsSpan().SequenceEqual(shown.HostKey);
        client.Connect();
        using var shell = client.CreateShellStream("vt100", 511, 24, 0, 0, bufferSize: 4096);

        var buffer = new byte[64 << 10];
        var greeting = buffer.AsSpan(0, ReadTo("#"u8, shell, buffer).Held);
        var prompt = greeting[(greeting.LastIndexOf((byte)'\n') + 1)..].ToArray();
        Ask("terminal length 0");
        return commands.Sum(Ask);

        long Ask(string command)
        {
            shell.Write(Encoding.UTF8.GetBytes(command + "\n"));
            shell.Flush();
            return ReadTo(prompt, shell, buffer).Received;
        }
    }

    /// <summary>Reads up to the prompt; what the buffer has no room for is forgotten, the older half first.</summary>
    private static (int Held, long Received) ReadTo(ReadOnlySpan<byte> prompt, ShellStream shell, byte[] buffer)
    {
        var held = 0;
        var received = 0L;
        while (!buffer.AsSpan(0, held).EndsWith(prompt))
        {
            if (held == buffer.Length)
            {
                held /= 2;
                buffer.AsSpan(held).CopyTo(buffer);
            }

            var read = shell.Read(buffer, held, buffer.Length - held);
            if (read == 0)
                throw new EndOfStreamException("the device closed the shell before its prompt");
            held += read;
            received += read;
        }

        return (held, received);
    }
}
