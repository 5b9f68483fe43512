using System.Globalization;
using Fleet.Farm.Content;

namespace Fleet.Farm.Tests.Shell;

/// <summary>A handful of commands, the same on every platform.</summary>
internal static class TestContent
{
    private static readonly Fixed[] All =
    [
        new("show version", "Version 17.9\nUptime 3 weeks\n"),
        new("show vlan", "1 default\n"),
        new("show clock", "12:00\n"),
        new("show running-config", "hostname r1\nend\n"),
        new("show nothing", ""),
        new("show lines", Lines(1, 30)),
        new("show wide", new string('w', 100) + "\n" + Lines(1, 5)),
        new("show tech-support", [.. Enumerable.Range(0, 40).Select(i => Lines(1000 * i, 1000))]),
        new("uname -a", "Linux r1 6.1\n"),
        new("cat /etc/os-release", "NAME=\"Debian\"\nVERSION=\"12\"\nID=debian\n"),
    ];

    public static string Text(string command) => string.Concat(All.Single(c => c.Name == command).Outputs);

    public static CommandMatch Find(string platform, string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Fixed[] left = All;
        for (int i = 0; i < words.Length; i++)
        {
            Fixed[] fitting = [.. left.Where(c => c.Words.Length > i && c.Words[i].StartsWith(words[i], StringComparison.Ordinal))];
            if (fitting.Length == 0)
                return new CommandMatch.Invalid(command.IndexOf(words[i], StringComparison.Ordinal));
            if (fitting.Select(c => c.Words[i]).Distinct().Count() > 1)
                return new CommandMatch.Ambiguous();
            left = fitting;
        }

        return left.FirstOrDefault(c => c.Words.Length == words.Length) is { } found
            ? new CommandMatch.Found(found)
            : new CommandMatch.Incomplete();
    }

    private static string Lines(int from, int count) => string.Concat(Enumerable
        .Range(from, count)
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"  line {i} of the output\n")));

    private sealed class Fixed(string name, params string[] outputs) : ICommandContent
    {
        public string Name => name;

        public string[] Words { get; } = name.Split(' ');

        public string[] Outputs => outputs;

        public IEnumerable<OutputPart> Parts(OutputContext context) => outputs.Select<string, OutputPart>(o => t => t.Append(o));
    }
}
