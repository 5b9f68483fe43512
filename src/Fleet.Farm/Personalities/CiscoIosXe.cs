using System.Globalization;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>Cisco IOS and IOS XE.</summary>
internal sealed class CiscoIosXe : NetworkOs
{
    /// <summary>How much of the host name prompts of configuration modes show.</summary>
    private const int LongestNameInConfiguration = 20;

    private static readonly PagerStyle Pages = new(" --More-- ", 10, "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b");

    private static readonly FilterWords Words = new(
        [
            ("include", FilterKind.Include), ("exclude", FilterKind.Exclude), ("begin", FilterKind.Begin),
            ("count", FilterKind.Count),
        ],
        Chain: false);

    private static readonly CommandTree Exec = new(
        ("show ...", Verb.Show),
        ("enable", Verb.Enable),
        ("enable #", Verb.Enable),
        ("disable", Verb.Disable),
        ("exit", Verb.Exit),
        ("logout", Verb.Logout),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("terminal monitor", Verb.Nothing),
        ("terminal no monitor", Verb.Nothing));

    private static readonly CommandTree Privileged = new(
        ("show ...", Verb.Show),
        ("enable", Verb.Enable),
        ("enable #", Verb.Enable),
        ("disable", Verb.Disable),
        ("exit", Verb.Exit),
        ("logout", Verb.Logout),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("terminal monitor", Verb.Nothing),
        ("terminal no monitor", Verb.Nothing),
        ("clear ...", Verb.Nothing),
        ("configure terminal", Verb.Configure));

    private static readonly CommandTree Configuration = new(
        ("hostname *", Verb.HostName),
        ("interface ...", Verb.Submode),
        ("router ...", Verb.Submode),
        ("line ...", Verb.Submode),
        ("description ...", Verb.Nothing),
        ("ip ...", Verb.Nothing),
        ("logging ...", Verb.Nothing),
        ("no ...", Verb.Nothing),
        ("do ...", Verb.Run),
        ("exit", Verb.Exit),
        ("end", Verb.End));

    /// <summary>On a session.</summary>
    public CiscoIosXe(ShellSession session)
        : base(session) => Mode = ModeOfLogin();

    /// <inheritdoc/>
    public override LineEditing Editing => LineEditing.Cisco;

    /// <inheritdoc/>
    public override PagerStyle Paging => Pages;

    /// <inheritdoc/>
    public override string Greeting => Session.Device.Seed % 2 == 0
        ? "\n"
        : $"\n*** {Session.Device.Name} at {Session.Device.Site} ***\n\n";

    /// <inheritdoc/>
    public override string Prompt => Mode switch
    {
        CliMode.Exec => $"{Session.HostName}>",
        CliMode.Privileged => $"{Session.HostName}#",
        CliMode.Configuration => $"{ShortName}(config)#",
        _ => $"{ShortName}({Part})#",
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

    private string ShortName => Session.HostName.Length <= LongestNameInConfiguration
        ? Session.HostName
        : Session.HostName[..LongestNameInConfiguration];

    /// <inheritdoc/>
    protected override string Confirm(ParsedLine command) => command.Verb == Verb.Configure
        ? "Enter configuration commands, one per line.  End with CNTL/Z.\n"
        : "";

    /// <inheritdoc/>
    protected override string? Header(string command) => Session.RunsCommand ? "" : null;

    /// <inheritdoc/>
    protected override string CountText(int lines) =>
        string.Create(CultureInfo.InvariantCulture, $"Number of lines which match regexp = {lines}");

    /// <inheritdoc/>
    protected override bool IsAllowed(string command) => Mode >= CliMode.Privileged
        || !(command.StartsWith("show running-config", StringComparison.Ordinal)
            || command.StartsWith("show startup-config", StringComparison.Ordinal)
            || command.StartsWith("show tech-support", StringComparison.Ordinal));

    /// <inheritdoc/>
    protected override string Explain(string line, ParsedLine problem, int token) => problem.As switch
    {
        _ when Session.RunsCommand => $"\nLine has invalid autocommand \"{line}\"\n",
        Understanding.Ambiguous => $"% Ambiguous command:  \"{line.Trim()}\"\n",
        Understanding.Incomplete when line.Trim() is "show" or "sh" =>
            "% Type \"show ?\" for a list of subcommands\n",
        Understanding.Incomplete => "% Incomplete command.\n\n",
        _ => Caret(problem.Offset) + "% Invalid input detected at '^' marker.\n\n",
    };
}
