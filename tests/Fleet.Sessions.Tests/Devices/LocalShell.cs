using System.Diagnostics;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>A real program of this machine on a real pseudo-terminal, which util-linux's <c>script</c> provides.</summary>
/// <param name="program">The program.</param>
/// <param name="home">Its home folder.</param>
internal sealed class LocalShell(string program, string home) : ISshTransport, ISshConnection, ISshChannel
{
    private Process? _process;

    public Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellation) =>
        Task.FromResult<ISshConnection>(this);

    public Task<ISshChannel> OpenShellAsync(int columns, int rows, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("script")
        {
            ArgumentList = { "-q", "-f", "-c", $"stty cols {columns} rows {rows}; exec {program}", "/dev/null" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "vt100", ["SHELL"] = "/bin/sh", ["HOME"] = home },
        };
        _process = Process.Start(start)!;
        return Task.FromResult<ISshChannel>(this);
    }

    public Task<ISshChannel> ExecuteAsync(string command, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        _process!.StandardOutput.BaseStream.ReadAsync(buffer, cancellation);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _process!.StandardInput.BaseStream.WriteAsync(bytes, cancellation);
        await _process.StandardInput.BaseStream.FlushAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a command prints when its output is no terminal.</summary>
    public static async Task<byte[]> OutputOfAsync(string command, string home)
    {
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        {
            RedirectStandardOutput = true,
            Environment = { ["HOME"] = home },
        })!;
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes);
        await process.WaitForExitAsync();
        return bytes.ToArray();
    }
}
