using System.Text.RegularExpressions;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>A folder in which one case runs <c>fleet</c>, with the files that it gets and a store that must survive.</summary>
internal sealed partial class CaseFolder(string folder)
{
    /// <summary>What every process that has the folder open, for reading too, may make or change.</summary>
    private static readonly string[] Fleeting = ["lock", "holder", "fleet.log"];

    public string Folder => folder;

    public string Data => Path.Combine(folder, "data");

    public static string CopyOf(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var child in Directory.GetDirectories(from))
        {
            CopyOf(child, Path.Combine(to, Path.GetFileName(child)));
        }

        return to;
    }

    /// <summary>Writes a file of the folder.</summary>
    public void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public FleetProcess Start(params string[] arguments) => Start(null, arguments);

    public FleetProcess Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        FleetProcess.Start(folder, WithHome(environment), arguments);

    public Task<FleetResult> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    public Task<FleetResult> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        FleetProcess.RunAsync(folder, WithHome(environment), arguments);

    /// <summary>
    /// Runs <c>fleet</c>, which is to refuse it: exactly these lines on standard error, nothing on standard output, exit
    /// code 1, and not a byte of the store changed.
    /// </summary>
    /// <param name="message">With <c>{folder}</c> for the folder, <c>{run}</c> for a run's id and <c>{time}</c> for a moment.</param>
    /// <param name="environment">Further environment variables.</param>
    /// <param name="arguments">The command line.</param>
    public async Task RefusesAsync(string message, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var before = Fingerprint();
        var result = await RunAsync(environment, arguments);
        Assert.Equal(message.ReplaceLineEndings("\n"), Normalise(result.Error));
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(before, Fingerprint());
    }

    public Task RefusesAsync(string message, params string[] arguments) => RefusesAsync(message, null, arguments);

    /// <summary>The store is whole, and the output from before is there byte for byte.</summary>
    public async Task HoldsWhatItHeldAsync()
    {
        var verified = await RunAsync("verify", "--data", "data");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        var output = await RunAsync("output", GoodStore.Device, GoodStore.Command, "--data", "data");
        Assert.Equal("", output.Error);
        Assert.Equal(GoodStore.Output, output.Output);
    }

    /// <summary>Text with what differs from run to run replaced, and without its last line end.</summary>
    public string Normalise(string text)
    {
        text = text.ReplaceLineEndings("\n").Replace(folder, "{folder}", StringComparison.Ordinal);
        return Moment().Replace(RunId().Replace(text, "{run}"), "{time}").TrimEnd('\n');
    }

    /// <summary>The known hosts of whoever runs the tests are not to matter.</summary>
    private Dictionary<string, string> WithHome(IReadOnlyDictionary<string, string>? environment) =>
        new(environment ?? new Dictionary<string, string>()) { ["HOME"] = Path.Combine(folder, "home") };

    /// <summary>The store's files with their content, side files that readers make aside.</summary>
    private string Fingerprint() => !Directory.Exists(Data) ? "" : string.Join('\n', Directory
        .EnumerateFiles(Data, "*", SearchOption.AllDirectories)
        .Where(f => !Fleeting.Contains(Path.GetFileName(f)) && !f.EndsWith("-shm", StringComparison.Ordinal) && new FileInfo(f).Length > 0)
        .Order(StringComparer.Ordinal)
        .Select(f => $"{f} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));

    [GeneratedRegex(@"\b20\d{6}-\d{6}-[0-9a-z]{4}\b")]
    private static partial Regex RunId();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\b")]
    private static partial Regex Moment();
}
