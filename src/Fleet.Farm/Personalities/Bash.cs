using System.Globalization;
using Fleet.Farm.Content;
using Fleet.Farm.Content.Facts;
using Fleet.Farm.Faults;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>bash on a Linux server: as login shell on a terminal or without one, or for one command.</summary>
internal sealed class Bash : Personality
{
    private const int NotFound = 127;

    private static readonly PagerStyle Pages = new("\x1b[7m--More--\x1b[27m", 8, "\r", WritesOver: true);

    private readonly bool _pastesInBrackets;
    private string _prompt;
    private int _linesRead;

    /// <summary>On a session.</summary>
    public Bash(ShellSession session)
        : base(session)
    {
        string terminal = session.Terminal.Size?.Kind ?? "";
        // readline 8.1 and later, where the terminal is not a dumb one.
        _pastesInBrackets = session.IsInteractive && terminal is not ("" or "dumb");
        _prompt = BashPrompt.UsualOn(terminal);
    }

    /// <inheritdoc/>
    public override LineEditing Editing => Session.IsInteractive ? LineEditing.Readline : LineEditing.None;

    /// <inheritdoc/>
    public override PagerStyle Paging => Pages;

    /// <inheritdoc/>
    public override string Greeting
    {
        get
        {
            DeviceModel model = Facts(Platform.Linux).Model;
            string welcome = model.Name == "ubuntu"
                ? $"Welcome to {model.Description} (GNU/Linux {model.Version} x86_64)\n\n"
                : $"Linux {Session.Device.Name} {model.Version} #1 SMP x86_64\n\n";
            return welcome + $"{DeviceClock.LastLogin(Session.Device, Session.Farm.Epoch)}\n";
        }
    }

    /// <inheritdoc/>
    public override string Prompt =>
        (_pastesInBrackets ? "\x1b[?2004h" : "") + BashPrompt.Expand(_prompt, Session);

    /// <inheritdoc/>
    public override int PromptColumns => PromptLine.Length;

    /// <inheritdoc/>
    protected override string PromptLine
    {
        get
        {
            string visible = BashPrompt.Expand(_prompt, Session, visibleOnly: true);
            return visible[(visible.LastIndexOf('\n') + 1)..];
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> ExecuteAsync(string line)
    {
        _linesRead++;
        if (_pastesInBrackets)
            Session.Terminal.WriteText("\x1b[?2004l\r");
        foreach (string command in ShellWords.Commands(line))
        {
            if (!await RunAsync(line, command))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Press(LineEnd key)
    {
        if (key != LineEnd.EndOfInput)
            return base.Press(key);
        Session.Terminal.WriteText((_pastesInBrackets ? "\x1b[?2004l\r" : "") + "\n");
        SayLogout();
        return false;
    }

    private async ValueTask<bool> RunAsync(string typed, string command)
    {
        IReadOnlyList<string> words = ShellWords.Words(command);
        int first = 0;
        while (first < words.Count && ShellWords.IsAssignment(words[first]))
            first++;
        if (first == words.Count)
        {
            Assign(words);
            return true;
        }

        if (Session.Faults.Hits(FaultKind.CommandRejected, typed))
        {
            Session.Faults.CountPlayed(FaultKind.CommandRejected);
            await FailAsync(typed, $"{words[first]}: command not found", NotFound);
            return true;
        }

        switch (words[first])
        {
            case "exit" or "logout":
                ExitStatus = first + 1 < words.Count && byte.TryParse(words[first + 1], out byte status)
                    ? status
                    : ExitStatus;
                SayLogout();
                return false;
            case "export":
                Assign(words);
                break;
            case "unset" when words.Contains("PS1"):
                _prompt = "";
                break;
            case "unset" or "cd" or "set" or "shopt" or "stty" or "alias" or "unalias" or "umask" or ":" or "true":
                break;
            case "echo":
                Session.Terminal.WriteText(string.Join(' ', words.Skip(first + 1)) + "\n");
                break;
            case "whoami":
                Session.Terminal.WriteText(Session.Device.Credential.Username + "\n");
                break;
            default:
                await PrintAsync(typed, words[first], Behind(command, first));
                return true;
        }

        ExitStatus = 0;
        return true;
    }

    /// <summary>A command without the assignments that go before it.</summary>
    private static string Behind(string command, int assignments)
    {
        for (; assignments > 0; assignments--)
            command = command[command.IndexOf(' ')..].TrimStart();
        return command;
    }

    private void Assign(IReadOnlyList<string> words)
    {
        foreach (string word in words)
        {
            if (word.StartsWith("PS1=", StringComparison.Ordinal))
                _prompt = word[4..];
        }
    }

    private async ValueTask PrintAsync(string typed, string program, string command)
    {
        CommandMatch match = Session.Find(command);
        IReadOnlyList<OutputFilter> filters = [];
        if (match is not CommandMatch.Found && command.IndexOf('|') is var bar and > 0)
        {
            match = Session.Find(command[..bar].TrimEnd());
            if (!TryParseFilters(command[(bar + 1)..], out filters, out string unknown))
            {
                await FailAsync(typed, $"{unknown}: command not found", NotFound);
                return;
            }
        }

        switch (match)
        {
            case CommandMatch.Found found:
                ExitStatus = 0;
                await Session.Player.PlayAsync(found.Content, new Answer
                {
                    Typed = typed,
                    Filters = filters,
                    CountText = count => count.ToString(CultureInfo.InvariantCulture),
                    Pager = Session.Page(),
                    Prompt = PromptLine,
                });
                break;
            case CommandMatch.Invalid { Offset: > 0 } invalid:
                ExitStatus = 1;
                string what = command[invalid.Offset..].Split(' ')[0];
                await Session.Player.RejectAsync(
                    typed, $"{program}: {what}: No such file or directory\n", !Session.IsInteractive, isRejection: false);
                break;
            default:
                await FailAsync(typed, $"{program}: command not found", NotFound);
                break;
        }
    }

    /// <summary>The shell itself complains.</summary>
    private ValueTask FailAsync(string typed, string complaint, int status)
    {
        ExitStatus = status;
        string who = Session.RunsCommand ? "bash: line 1: "
            : Session.IsInteractive ? "-bash: "
            : $"-bash: line {_linesRead}: ";
        return Session.Player.RejectAsync(typed, $"{who}{complaint}\n", !Session.IsInteractive);
    }

    private void SayLogout()
    {
        if (Session.IsInteractive)
            Session.Terminal.WriteText("logout\n");
    }

    /// <summary>The programs that outputs are piped through here: <c>grep</c> and <c>wc -l</c>.</summary>
    private static bool TryParseFilters(string pipeline, out IReadOnlyList<OutputFilter> filters, out string unknown)
    {
        var parsed = new List<OutputFilter>();
        (filters, unknown) = (parsed, "");
        foreach (string program in pipeline.Split(" | "))
        {
            IReadOnlyList<string> words = ShellWords.Words(program);
            string options = string.Concat(words.Skip(1).Where(w => w.StartsWith('-')));
            string? pattern = words.Skip(1).FirstOrDefault(w => !w.StartsWith('-'));
            switch (words is [var name, ..] ? name : "")
            {
                case "grep" or "egrep":
                    FilterKind kind = options.Contains('c', StringComparison.Ordinal) ? FilterKind.Count
                        : options.Contains('v', StringComparison.Ordinal) ? FilterKind.Exclude
                        : FilterKind.Include;
                    parsed.Add(OutputFilter.With(kind, pattern, options.Contains('i', StringComparison.Ordinal)));
                    break;
                case "wc" when options == "-l":
                    parsed.Add(OutputFilter.With(FilterKind.Count, null, ignoreCase: false));
                    break;
                case "cat":
                    break;
                default:
                    unknown = words is [var other, ..] ? other : "|";
                    return false;
            }
        }

        return true;
    }
}
