using Fleet.EndToEnd.Tests.BadInput;
using Fleet.Lab;

[assembly: AssemblyFixture(typeof(GoodStore))]

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>A data folder with a complete run of a real device. Every case gets a copy of it, to show that nothing is lost.</summary>
public sealed class GoodStore : IDisposable
{
    /// <summary>The device of the run.</summary>
    internal const string Device = "good";

    /// <summary>A command of the run, and what it prints.</summary>
    internal const string Command = "echo 'what was collected before'";

    internal const string Output = "what was collected before\n";

    /// <summary>Events of the run: its beginning, a session, its end.</summary>
    internal const int Events = 3;

    private readonly Lazy<Task<string>> _folder;
    private readonly string _root = Directory.CreateTempSubdirectory("fleet-bad-input-").FullName;

    public GoodStore() => _folder = new(CollectAsync);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>A new folder that holds a copy of the data folder as <c>data</c>, and the inventory as <c>good.yaml</c>.</summary>
    internal async Task<CaseFolder> CopyAsync()
    {
        var template = await _folder.Value;
        return new CaseFolder(CaseFolder.CopyOf(template, Path.Combine(_root, $"{Guid.NewGuid():N}"[..8])));
    }

    private async Task<string> CollectAsync()
    {
        var server = TestLab.RequireOpenSsh();
        var place = new CaseFolder(Directory.CreateDirectory(Path.Combine(_root, "good")).FullName);
        place.Write("good.yaml", $$"""
            credentials:
              lab: { username: {{TestLab.Bash.Name}}, password: "file:{{TestLab.Bash.PasswordFile}}" }
            devices:
              - name: {{Device}}
                host: {{server.Host}}
                port: {{server.Port}}
                platform: linux_exec
                credential: lab
                commands: ["{{Command}}"]
            """);
        var result = await place.RunAsync("collect", "-i", "good.yaml", "--data", "data");
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        return place.Folder;
    }
}
