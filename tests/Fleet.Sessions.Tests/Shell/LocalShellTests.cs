using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Tests.Devices;
using Fleet.Sessions.Tests.Ssh;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>Real shells on a real terminal: what is collected is what the command prints into a file.</summary>
public sealed class LocalShellTests : IDisposable
{
    /// <summary>What users have in theirs: colours, a title for the window, something to do before each prompt.</summary>
    private const string StartUp = """
        export PS1='\[\e]0;\u@\h: \w\a\]\[\e[01;32m\]\u@\h\[\e[00m\]:\[\e[01;34m\]\w\[\e[00m\]\$ '
        PROMPT_COMMAND='last=$?'
        alias ls='ls --color=auto'
        """;

    private static readonly string[] Commands =
    [
        "cat ~/table",
        "printf abc",
        "printf 'a\\n\\n  b  \\n\\nc'",
        "true",
        "seq 1 20000",
        "printf '\\377\\376\\200\\n'",
        "printf '%s\\n' '[fleet]$ ' '--More--' 'root@host:~# '",
        "printf '%s\\n' 'Zürich ✓'",
        "echo " + new string('x', 300) + " " + new string('y', 600) + " end",
    ];

    private readonly TempFolder _home = new();

    public LocalShellTests()
    {
        File.WriteAllText(_home.File(".bashrc"), StartUp);
        File.WriteAllLines(_home.File("table"), Enumerable.Range(0, 60).Select(i => $"user{i}:x:{i}:{i}::/home/user{i}:/bin/sh"));
    }

    private string Home => Path.GetDirectoryName(_home.File("table"))!;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("bash --norc --noprofile -i", false)]
    [InlineData("bash -i", false)]
    [InlineData("dash -i", false)]
    [InlineData("busybox ash -i", false)]
    [InlineData("bash -i", true)]
    [InlineData("dash -i", true)]
    public async Task Outputs_of_a_shell_are_those_of_a_file(string shell, bool typesAhead)
    {
        SkipWithout("script");
        SkipWithout(shell.Split(' ')[0]);
        PlatformDefinition platform = Known.Linux with { TypeAhead = typesAhead ? new TypeAhead(16, "", "#") : null };
        TwoSessions collected = await TwoSessions.FromAsync(
            () => new LocalShell(shell, Home), platform, [.. Commands, "no-such-command-here", "echo done"]);
        foreach (string command in Commands)
            Assert.Equal(await LocalShell.OutputOfAsync(command, Home), collected.Bytes(command));
        Assert.Equal("done\n", collected["echo done"]);
        Assert.Equal(
            shell.StartsWith("busybox", StringComparison.Ordinal) ? null : FailureClass.CommandRejected,
            collected.Commands[^2].Failure);
    }

    [Fact]
    public async Task Readline_answers_in_turn_what_is_typed_ahead()
    {
        SkipWithout("script");
        string[] commands =
            [.. Commands.Where(c => !c.StartsWith("printf", StringComparison.Ordinal) || c.Contains("%s")), "seq 1 300000"];
        Collected collected = await Collected.FromAsync(
            new LocalShell("bash --norc --noprofile -i", Home), Known.Linux with { TypeAhead = new TypeAhead(16, "", "#") }, commands,
            quiet: QuietTimes.Default);
        Assert.Null(collected.Result.Reason);
        foreach (string command in commands)
            Assert.Equal(await LocalShell.OutputOfAsync(command, Home), collected.Outputs[command]);
    }

    [Fact]
    public async Task An_endless_command_is_interrupted_and_the_next_one_runs()
    {
        SkipWithout("script");
        Collected collected = await Collected.FromAsync(
            new LocalShell("bash --norc -i", Home),
            Known.Linux,
            ["yes", "echo done"],
            new SessionLimits { OutputBytes = 1 << 20 });
        Assert.Null(collected.Result.Reason);
        Assert.Equal([FailureClass.OutputTooLarge, null], collected.Result.Commands.Select(c => c.Failure));
        Assert.Equal("done\n", collected["echo done"]);
    }

    private static void SkipWithout(string program)
    {
        bool found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, program)));
        Assert.SkipUnless(found, $"{program} is not installed");
    }
}
