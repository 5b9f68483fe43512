using System.Diagnostics;

namespace Fleet.Farm.Tests.Server.Clients;

/// <summary>A client that is a program of this machine.</summary>
internal static class ClientProgram
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    /// <summary>The test needs a file that a package of Debian's brings.</summary>
    public static string Require(string path, string package)
    {
        if (File.Exists(path) || Directory.Exists(path))
            return path;
        string reason = $"{path} is not there: install {package}";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ClientResult> RunAsync(
        string program, IEnumerable<string> arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var time = new CancellationTokenSource(TimeLimit);
        try
        {
            var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, time.Token);
            var errors = process.StandardError.ReadToEndAsync(time.Token);
            await process.StandardInput.BaseStream.WriteAsync(input ?? [], time.Token);
            process.StandardInput.Close();
            await Task.WhenAll(reading, errors, process.WaitForExitAsync(time.Token));
            return new(process.ExitCode, output.ToArray(), await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>How a program ended.</summary>
internal sealed record ClientResult(int Status, byte[] Output, string Errors)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);
}
