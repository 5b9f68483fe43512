using System.Collections.Immutable;
using Fleet.Ssh.Messages;

namespace Fleet.Farm.Server;

/// <summary>What a client arranges on a session channel before it starts a program: a terminal and variables.</summary>
internal sealed class SessionSetup
{
    private const int MostVariables = 32;
    private const int LongestVariable = 1024;
    private const int LongestTerminal = 64;
    private const uint LargestSide = 32_767;

    private volatile TerminalSize? _terminal;
    private ImmutableDictionary<string, string> _environment = ImmutableDictionary<string, string>.Empty;

    /// <summary>Set when a program has been started: from then on only the terminal's size changes.</summary>
    public bool IsOver { get; set; }

    /// <inheritdoc cref="ISessionChannel.Terminal"/>
    public TerminalSize? Terminal => _terminal;

    /// <inheritdoc cref="ISessionChannel.Environment"/>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Does what a channel request asks for.</summary>
    /// <returns>Whether it was done; what is not known is not.</returns>
    public bool TryApply(string type, ReadOnlySpan<byte> data) => type switch
    {
        PtyRequest.Type => TrySetTerminal(PtyRequest.Read(data)),
        WindowChangeRequest.Type => TryResize(WindowChangeRequest.Read(data)),
        EnvRequest.Type => TrySetVariable(EnvRequest.Read(data)),
        _ => false,
    };

    private bool TrySetTerminal(PtyRequest request)
    {
        if (IsOver || _terminal is not null || request.Terminal.Length > LongestTerminal)
            return false;
        _terminal = new(request.Terminal, Side(request.Columns), Side(request.Rows));
        return true;
    }

    private bool TryResize(WindowChangeRequest request)
    {
        if (_terminal is not { } terminal)
            return false;
        _terminal = terminal with { Columns = Side(request.Columns), Rows = Side(request.Rows) };
        return true;
    }

    private bool TrySetVariable(EnvRequest request)
    {
        if (IsOver || _environment.Count == MostVariables || request.Name.Length + request.Value.Length > LongestVariable)
            return false;
        _environment = _environment.SetItem(request.Name, request.Value);
        return true;
    }

    private static int Side(uint characters) => (int)Math.Min(characters, LargestSide);
}
