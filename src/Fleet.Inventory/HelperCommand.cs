using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.Inventory;

/// <summary>What looking a secret up gave: the secret, or what is wrong.</summary>
internal sealed record Outcome(string? Secret, string? Problem = null, Exception? Cause = null)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => Problem ?? "***";
}

/// <summary>Runs a command that prints a secret.</summary>
internal static class HelperCommand
{
    // Time for the rest of the output of a command that has ended, if a process that it left behind holds the pipe.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs a command by <c>/bin/sh -c</c> and takes the first line that it prints. It has no input; what it writes to
    /// its standard error is dropped, since nobody knows what secrets that holds.
    /// </summary>
    public static Outcome Run(string command, TimeSpan timeout)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", command },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var guard = new EndsTogether(process);
            return Read(process, timeout);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return new Outcome(null, $"cannot be run: {exception.Message}", exception);
        }
    }

    private static Outcome Read(Process process, TimeSpan timeout)
    {
        process.StandardInput.Close();
        byte[] buffer = new byte[FirstLine.MostBytes + 1];
        var output = ReadAsync(process.StandardOutput.BaseStream, buffer);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        if (!process.WaitForExit(timeout))
        {
            process.Kill(entireProcessTree: true);
            return new Outcome(null, $"did not end within {timeout.TotalSeconds:0.#} s");
        }

        if (process.ExitCode != 0)
            return new Outcome(null, $"failed with exit code {process.ExitCode}");
        return output.Wait(Grace)
            ? FirstLine.Of(buffer.AsSpan(0, output.Result))
            : new Outcome(null, "ended but left a process behind that holds its output open");
    }

    /// <summary>Fills a buffer; what does not fit is read and dropped, so that the command comes to its end.</summary>
    private static async Task<int> ReadAsync(Stream stream, byte[] buffer)
    {
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        await stream.CopyToAsync(Stream.Null);
        return length;
    }

    /// <summary>Whoever ends this process by a signal ends the helper and what it has started, too.</summary>
    private sealed class EndsTogether : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly PosixSignalRegistration[] _signals;
        private Process? _helper;

        public EndsTogether(Process helper)
        {
            _helper = helper;
            _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Kill))];
        }

        /// <summary>Waits for a signal's handler: it may have killed the helper, and not yet the helper's children.</summary>
        public void Dispose()
        {
            foreach (var signal in _signals)
                signal.Dispose();
            lock (_gate)
                _helper = null;
        }

        private void Kill(PosixSignalContext context)
        {
            lock (_gate)
                _helper?.Kill(entireProcessTree: true);
        }
    }
}
