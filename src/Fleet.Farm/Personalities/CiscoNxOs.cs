using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>Cisco NX-OS.</summary>
internal sealed class CiscoNxOs : NetworkOs
{
    private static readonly PagerStyle Pages = new("\x1b[7m--More--\x1b[27m", 8, "\r", WritesOver: true);

    private static readonly FilterWords Words = new(
        [
            ("include", FilterKind.Include), ("exclude", FilterKind.Exclude), ("begin", FilterKind.Begin),
            ("grep", FilterKind.Include), ("egrep", FilterKind.Include),
            ("count", FilterKind.Count), ("no-more", FilterKind.NoMore),
        ],
        Chain: true);

    private static readonly CommandTree Exec = new(
        ("show ...", Verb.Show),
        ("enable", Verb.Enable),
        ("enable #", Verb.Enable),
        ("disable", Verb.Disable),
        ("exit", Verb.Exit),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("terminal dont-ask", Verb.Nothing),
        ("terminal monitor", Verb.Nothing),
        ("clear ...", Verb.Nothing),
        ("configure", Verb.Configure),
        ("configure terminal", Verb.Configure));

    private static readonly CommandTree Configuration = new(
        ("hostname *", Verb.HostName),
        ("interface ...", Verb.Submode),
        ("router ...", Verb.Submode),
        ("vlan ...", Verb.Submode),
        ("line ...", Verb.Submode),
        ("description ...", Verb.Nothing),
        ("feature ...", Verb.Nothing),
        ("ip ...", Verb.Nothing),
        ("no ...", Verb.Nothing),
        ("show ...", Verb.Show),
        ("terminal length #", Verb.Rows),
        ("terminal width #", Verb.Columns),
        ("exit", Verb.Exit),
        ("end", Verb.End));

    /// <summary>On a session.</summary>
    public CiscoNxOs(ShellSession session)
        : base(session) => Mode = ModeOfLogin();

    /// <inheritdoc/>
    public override LineEditing Editing => LineEditing.Plain;

    /// <inheritdoc/>
    public override PagerStyle Paging => Pages;

    /// <inheritdoc/>
    public override string Greeting =>
        "\rCisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n";

    /// <inheritdoc/>
    public override string Prompt => "\r" + PromptLine;

    /// <inheritdoc/>
    public override int PromptColumns => PromptLine.Length;

    /// <inheritdoc/>
    protected override string PromptLine => Mode switch
    {
        CliMode.Exec => $"{Session.HostName}> ",
        CliMode.Privileged => $"{Session.HostName}# ",
        CliMode.Configuration => $"{Session.HostName}(config)# ",
        _ => $"{Session.HostName}({Part})# ",
    };

    /// <inheritdoc/>
    protected override CommandTree Commands => Mode <= CliMode.Privileged ? Exec : Configuration;

    /// <inheritdoc/>
    protected override FilterWords Filters => Words;

    /// <inheritdoc/>
    protected override string EnableDenied => "% Access denied\n";

    /// <inheritdoc/>
    protected override int MostRows => 511;

    /// <inheritdoc/>
    protected override int MostColumns => 511;

    /// <inheritdoc/>
    protected override bool ConfigurationShows => true;

    /// <inheritdoc/>
    protected override string Confirm(ParsedLine command) => command.Verb == Verb.Configure
        ? "Enter configuration commands, one per line. End with CNTL/Z.\n"
        : "";

    /// <inheritdoc/>
    protected override string Explain(string line, ParsedLine problem, int token) => problem.As switch
    {
        Understanding.Ambiguous =>
            Caret(StartOfWord(line, problem.Offset)) + "% Ambiguous command at '^' marker.\n",
        Understanding.Incomplete => Caret(line.Length) + "% Incomplete command at '^' marker.\n",
        _ => Caret(problem.Offset) + "% Invalid command at '^' marker.\n",
    };
}
