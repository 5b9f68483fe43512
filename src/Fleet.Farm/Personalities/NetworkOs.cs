using System.Globalization;
using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>What the command lines of routers and switches share: modes, abbreviations, filters, carets.</summary>
internal abstract class NetworkOs(ShellSession session) : Personality(session)
{
    private const int EnableTries = 3;

    /// <summary>The modes, each with the ones above it below.</summary>
    protected enum CliMode
    {
        /// <summary>May look at little.</summary>
        Exec,

        /// <summary>May look at everything.</summary>
        Privileged,

        /// <summary>Changes the configuration.</summary>
        Configuration,

        /// <summary>Changes a part of the configuration.</summary>
        Submode,
    }

    /// <summary>The mode.</summary>
    protected CliMode Mode { get; set; }

    /// <summary>The name of the part of the configuration, as the prompt shows it.</summary>
    protected string Part { get; private set; } = "";

    /// <summary>The commands of the mode that change the session.</summary>
    protected abstract CommandTree Commands { get; }

    /// <summary>The filters behind <c>|</c>.</summary>
    protected abstract FilterWords Filters { get; }

    /// <summary>Asks for the enable secret.</summary>
    protected virtual string EnableQuestion => "Password: ";

    /// <summary>Said when the enable secret was wrong three times.</summary>
    protected virtual string EnableDenied => "% Bad secrets\n\n";

    /// <summary>Most rows of a page that can be set.</summary>
    protected virtual int MostRows => 512;

    /// <summary>Most columns of a row that can be set.</summary>
    protected virtual int MostColumns => 512;

    /// <summary>Whether configuration mode takes the commands of the mode above as well.</summary>
    protected virtual bool ConfigurationShows => false;

    /// <inheritdoc/>
    public sealed override async ValueTask<bool> ExecuteAsync(string line)
    {
        string typed = line;
        line = line.TrimEnd();
        if (line.AsSpan().Trim() is [] or ['!' or '#', ..])
            return true;
        if (Session.Faults.Hits(FaultKind.CommandRejected, typed))
        {
            Session.Faults.CountPlayed(FaultKind.CommandRejected);
            int start = line.Length - line.TrimStart().Length;
            int second = line.IndexOf(' ', start) + 1;
            return await RejectAsync(typed, line, new(Understanding.Invalid, Offset: Math.Max(start, second)));
        }

        int bar = line.IndexOf('|');
        ParsedLine parsed = Commands.Parse(bar < 0 ? line : line[..bar]);
        return parsed switch
        {
            { As: Understanding.Command, Verb: Verb.Show } => await ShowAsync(typed, line, 0),
            { As: Understanding.Command, Verb: Verb.Run } =>
                await ShowAsync(typed, line, line.IndexOf(parsed.Argument.TrimEnd(), StringComparison.Ordinal)),
            { As: Understanding.Command } => await RunAsync(typed, line, parsed),
            { As: Understanding.Unknown } when Mode <= CliMode.Privileged || ConfigurationShows =>
                await ShowAsync(typed, line, 0),
            _ => await RejectAsync(typed, line, parsed),
        };
    }

    /// <inheritdoc/>
    public override bool Press(LineEnd key)
    {
        switch (key)
        {
            case LineEnd.Escaped:
                Session.Terminal.WriteText("^Z\n");
                Mode = Mode >= CliMode.Configuration ? CliMode.Privileged : Mode;
                return true;
            default:
                return base.Press(key);
        }
    }

    /// <summary>What the system says about a line that it does not understand.</summary>
    /// <param name="line">The line.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="token">Which word it is, counted from 0.</param>
    protected abstract string Explain(string line, ParsedLine problem, int token);

    /// <summary>What the system says when a command that changes the session was carried out.</summary>
    protected virtual string Confirm(ParsedLine command) => "";

    /// <summary>The line before an output.</summary>
    protected virtual string? Header(string command) => null;

    /// <summary>What a counting filter says.</summary>
    protected virtual string CountText(int lines) => lines.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether an output may be seen in the present mode.</summary>
    protected virtual bool IsAllowed(string command) => true;

    /// <summary>Carries out what only one system has.</summary>
    protected virtual void Special(ParsedLine command)
    {
    }

    /// <summary>The mode that a user arrives in.</summary>
    protected CliMode ModeOfLogin() =>
        Session.Device.Credential.Enable.Length == 0 && !Session.Faults.IsOn(FaultKind.EnableRefused)
            ? CliMode.Privileged
            : CliMode.Exec;

    /// <summary>A line with a caret under a column of the command line.</summary>
    protected string Caret(int offset) => new string(' ', (Session.RunsCommand ? 0 : PromptColumns) + offset) + "^\n";

    /// <summary>The word that begins before, or at, an offset.</summary>
    protected static string WordAt(string line, int offset)
    {
        int start = StartOfWord(line, offset);
        int end = line.IndexOf(' ', start);
        return end < 0 ? line[start..] : line[start..end];
    }

    /// <summary>Where the word begins that an offset is in.</summary>
    protected static int StartOfWord(string line, int offset) =>
        offset >= line.Length ? line.TrimEnd().LastIndexOf(' ') + 1 : line.LastIndexOf(' ', offset) + 1;

    private async ValueTask<bool> ShowAsync(string typed, string line, int from)
    {
        from += line.Length - from - line[from..].TrimStart().Length;
        string whole = line[from..];
        int bar = whole.IndexOf('|');
        CommandMatch match = Session.Find(whole);
        IReadOnlyList<OutputFilter> filters = [];
        if (bar >= 0 && match is not CommandMatch.Found)
        {
            match = Session.Find(whole[..bar].TrimEnd());
            ParsedLine parsed = Filters.Parse(whole[(bar + 1)..], out filters);
            if (match is CommandMatch.Found && parsed.As != Understanding.Command)
                return await RejectAsync(typed, line, parsed with { Offset = from + bar + 1 + parsed.Offset });
        }

        ParsedLine problem = match switch
        {
            CommandMatch.Found found when !IsAllowed(found.Content.Name) =>
                new(Understanding.Invalid, Offset: from + whole.IndexOf(' ') + 1),
            CommandMatch.Found => new(Understanding.Command),
            CommandMatch.Invalid invalid => new(Understanding.Invalid, Offset: from + invalid.Offset),
            CommandMatch.Ambiguous => new(Understanding.Ambiguous, Offset: line.Length),
            _ => new(Understanding.Incomplete, Offset: line.Length),
        };
        if (match is not CommandMatch.Found { Content: var content } || problem.As != Understanding.Command)
            return await RejectAsync(typed, line, problem);
        await Session.Player.PlayAsync(content, new Answer
        {
            Typed = typed,
            Header = Header(content.Name),
            Filters = filters,
            CountText = CountText,
            Pager = filters.Any(f => f.Kind == FilterKind.NoMore) ? null : Session.Page(),
            Prompt = PromptLine,
        });
        return true;
    }

    private async ValueTask<bool> RejectAsync(string typed, string line, ParsedLine problem)
    {
        int token = line[..StartOfWord(line, problem.Offset)].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        ExitStatus = 1;
        await Session.Player.RejectAsync(typed, Explain(line, problem, token));
        return true;
    }

    private async ValueTask<bool> RunAsync(string typed, string line, ParsedLine command)
    {
        int number = int.TryParse(command.Argument, out int parsed) ? parsed : 0;
        switch (command.Verb)
        {
            case Verb.Rows when number < 0 || number > MostRows:
            case Verb.Columns when number < 0 || number > MostColumns:
                int at = line.LastIndexOf(command.Argument, StringComparison.Ordinal);
                return await RejectAsync(typed, line, new(Understanding.Invalid, Offset: at));
            case Verb.Rows:
                Session.PageRows = number;
                break;
            case Verb.Columns:
                Session.Columns = number;
                break;
            case Verb.Enable:
                await EnableAsync();
                return true;
            case Verb.Disable:
                Mode = CliMode.Exec;
                break;
            case Verb.Configure:
                Mode = CliMode.Configuration;
                break;
            case Verb.Submode:
                Mode = CliMode.Submode;
                Part = PartOf(line.TrimStart());
                break;
            case Verb.HostName:
                Session.HostName = command.Argument;
                break;
            case Verb.Logout:
            case Verb.Exit when Mode <= CliMode.Privileged:
                return false;
            case Verb.Exit:
                Mode--;
                break;
            case Verb.End:
                Mode = CliMode.Privileged;
                break;
            default:
                Special(command);
                break;
        }

        Session.Terminal.WriteText(Confirm(command));
        return true;
    }

    private static string PartOf(string line) => line[0] switch
    {
        'i' or 'I' => "config-if",
        'r' or 'R' => "config-router",
        'l' or 'L' => "config-line",
        _ => "config-vlan",
    };

    private async ValueTask EnableAsync()
    {
        if (Mode >= CliMode.Privileged)
            return;
        string secret = Session.Device.Credential.Enable;
        if (secret.Length == 0)
            Session.Faults.Plays(FaultKind.EnableRefused); // Nobody can know what it asks for.
        for (int i = 0; i < EnableTries; i++)
        {
            Session.Terminal.WriteText(EnableQuestion);
            TypedLine answer = await Session.Editor.ReadAsync(EnableQuestion.Length, echoes: false);
            if (answer.End != LineEnd.Entered)
                return;
            if (Session.Faults.Plays(FaultKind.EnableRefused) || secret.Length == 0 || answer.Text != secret)
                continue;
            Mode = CliMode.Privileged;
            return;
        }

        Session.Terminal.WriteText(EnableDenied);
    }
}
