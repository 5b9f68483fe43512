using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>Arista EOS.</summary>
internal sealed class AristaEos : NetworkOs
{
    private static readonly PagerStyle Pages = new("\x1b[7m--More--\x1b[27m", 8, "\r\x1b[K");

    private static readonly FilterWords Words = new(
        [
            ("include", FilterKind.Include), ("exclude", FilterKind.Exclude), ("begin", FilterKind.Begin),
            ("grep", FilterKind.Include), ("count", FilterKind.Count), ("no-more", FilterKind.NoMore),
        ],
        Chain: true);

    private static readonly CommandTree Exec = new(
        ("show ...", Verb.Show),
        ("enable", Verb.Enable),
        ("enable #", Verb.Enable),
        ("disable", Verb.Disable),
        ("exit", Verb.Exit),
        ("logout", Verb.Logout),
        ("quit", Verb.Logout),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("terminal monitor", Verb.Nothing));

    private static readonly CommandTree Privileged = new(
        ("show ...", Verb.Show),
        ("enable", Verb.Enable),
        ("enable #", Verb.Enable),
        ("disable", Verb.Disable),
        ("end", Verb.End),
        ("exit", Verb.Exit),
        ("logout", Verb.Logout),
        ("quit", Verb.Logout),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("terminal monitor", Verb.Nothing),
        ("clear ...", Verb.Nothing),
        ("configure", Verb.Configure),
        ("configure terminal", Verb.Configure));

    private static readonly CommandTree Configuration = new(
        ("hostname *", Verb.HostName),
        ("interface ...", Verb.Submode),
        ("router ...", Verb.Submode),
        ("vlan ...", Verb.Submode),
        ("description ...", Verb.Nothing),
        ("ip ...", Verb.Nothing),
        ("no ...", Verb.Nothing),
        ("show ...", Verb.Show),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("exit", Verb.Exit),
        ("end", Verb.End));

    /// <summary>On a session.</summary>
    public AristaEos(ShellSession session)
        : base(session) => Mode = ModeOfLogin();

    /// <inheritdoc/>
    public override LineEditing Editing => LineEditing.Readline;

    /// <inheritdoc/>
    public override PagerStyle Paging => Pages;

    /// <inheritdoc/>
    public override string Greeting =>
        $"{DeviceClock.LastLogin(Session.Device, Session.Farm.Epoch)}\n";

    /// <inheritdoc/>
    public override string Prompt => Mode switch
    {
        CliMode.Exec => $"{Session.HostName}>",
        CliMode.Privileged => $"{Session.HostName}#",
        CliMode.Configuration => $"{Session.HostName}(config)#",
        _ => $"{Session.HostName}({Part})#",
    };

    /// <inheritdoc/>
    protected override CommandTree Commands => Mode switch
    {
        CliMode.Exec => Exec,
        CliMode.Privileged => Privileged,
        _ => Configuration,
    };

    /// <inheritdoc/>
    protected override FilterWords Filters => Words;

    /// <inheritdoc/>
    protected override string EnableQuestion => "Password:";

    /// <inheritdoc/>
    protected override string EnableDenied => "% Bad secret\n";

    /// <inheritdoc/>
    protected override int MostRows => 32767;

    /// <inheritdoc/>
    protected override int MostColumns => 32767;

    /// <inheritdoc/>
    protected override bool ConfigurationShows => true;

    /// <inheritdoc/>
    public override bool Press(LineEnd key) => key switch
    {
        LineEnd.EndOfInput => false,
        _ => base.Press(key),
    };

    /// <inheritdoc/>
    protected override bool IsAllowed(string command) => Mode >= CliMode.Privileged
        || !command.StartsWith("show running-config", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override string Confirm(ParsedLine command) => command.Verb switch
    {
        Verb.Rows when Session.PageRows == 0 => "Pagination disabled.\n",
        Verb.Rows => $"Pagination set to {command.Argument} lines.\n",
        Verb.Columns => $"Width set to {command.Argument} columns.\n",
        _ => "",
    };

    /// <inheritdoc/>
    protected override string Explain(string line, ParsedLine problem, int token)
    {
        string what = problem.As switch
        {
            Understanding.Ambiguous => "Ambiguous command",
            Understanding.Incomplete => "Incomplete command",
            _ => "Invalid input",
        };
        return $"% {what} (at token {token}: '{WordAt(line, problem.Offset)}')\n";
    }
}
