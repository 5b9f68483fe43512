using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>Cisco IOS XR. It has no unprivileged mode, and says the time before it answers.</summary>
internal sealed class CiscoIosXr : NetworkOs
{
    private static readonly PagerStyle Pages = new(" --More-- ", 10, "\r          \r");

    private static readonly FilterWords Words = new(
        [
            ("include", FilterKind.Include), ("exclude", FilterKind.Exclude), ("begin", FilterKind.Begin),
            ("count", FilterKind.Count),
        ],
        Chain: true);

    private static readonly CommandTree Exec = new(
        ("show ...", Verb.Show),
        ("exit", Verb.Exit),
        ("logout", Verb.Logout),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("terminal monitor", Verb.Nothing),
        ("terminal exec prompt no-timestamp", Verb.Timestamp),
        ("terminal exec prompt timestamp", Verb.Timestamp),
        ("clear ...", Verb.Nothing),
        ("configure", Verb.Configure),
        ("configure terminal", Verb.Configure),
        ("configure exclusive", Verb.Configure));

    private static readonly CommandTree Configuration = new(
        ("hostname *", Verb.Nothing), // Only a commit changes the name.
        ("interface ...", Verb.Submode),
        ("router ...", Verb.Submode),
        ("line ...", Verb.Submode),
        ("description ...", Verb.Nothing),
        ("no ...", Verb.Nothing),
        ("do ...", Verb.Run),
        ("commit", Verb.Nothing),
        ("abort", Verb.End),
        ("root", Verb.Configure),
        ("exit", Verb.Exit),
        ("end", Verb.End));

    private bool _saysTime = true;

    /// <summary>On a session.</summary>
    public CiscoIosXr(ShellSession session)
        : base(session) => Mode = CliMode.Privileged;

    /// <inheritdoc/>
    public override LineEditing Editing => LineEditing.Cisco;

    /// <inheritdoc/>
    public override PagerStyle Paging => Pages;

    /// <inheritdoc/>
    public override string Greeting => "\n\n";

    /// <inheritdoc/>
    public override string Prompt => Mode switch
    {
        <= CliMode.Privileged => $"RP/0/RP0/CPU0:{Session.HostName}#",
        CliMode.Configuration => $"RP/0/RP0/CPU0:{Session.HostName}(config)#",
        _ => $"RP/0/RP0/CPU0:{Session.HostName}({Part})#",
    };

    /// <inheritdoc/>
    protected override CommandTree Commands => Mode <= CliMode.Privileged ? Exec : Configuration;

    /// <inheritdoc/>
    protected override FilterWords Filters => Words;

    /// <inheritdoc/>
    protected override string? Header(string command)
    {
        if (!_saysTime)
            return null;
        return DeviceClock.WithMilliseconds(DeviceClock.At(Session.Device, Session.Farm.Epoch, command));
    }

    /// <inheritdoc/>
    protected override string Confirm(ParsedLine command)
    {
        bool says = _saysTime && command.Verb is Verb.Configure or Verb.Rows or Verb.Columns or Verb.Timestamp;
        string time = says ? Header(command.Verb.ToString()) + "\n" : "";
        if (command.Verb == Verb.Timestamp)
            _saysTime = !_saysTime;
        return time;
    }

    /// <inheritdoc/>
    protected override string Explain(string line, ParsedLine problem, int token) => problem.As switch
    {
        Understanding.Ambiguous => $"% Ambiguous command:  \"{line.Trim()}\"\n",
        Understanding.Incomplete => "% Incomplete command.\n",
        _ => Caret(problem.Offset) + "% Invalid input detected at '^' marker.\n",
    };
}
