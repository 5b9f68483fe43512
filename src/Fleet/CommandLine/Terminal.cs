using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Formatting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fleet.CommandLine;

/// <summary>The standard streams as the commands see them.</summary>
internal sealed class Terminal
{
    // Wide enough that nothing is cut or wrapped in a file or a pipe, where lines have no width.
    private const int PipeWidth = 4096;

    private readonly Lazy<TextWriter> _out;
    private readonly Lazy<IAnsiConsole> _console;

    /// <summary>Writes to the given streams.</summary>
    /// <param name="output">Standard output, for exact bytes; what is text goes through it too.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="isTerminal">Whether a person watches standard output on a terminal that knows ANSI sequences.</param>
    public Terminal(Stream output, TextWriter error, bool isTerminal)
    {
        Output = output;
        Error = error;
        IsTerminal = isTerminal;
        _out = new(() => new StreamWriter(Output, new UTF8Encoding(false), bufferSize: 16 << 10, leaveOpen: true));
        _console = new(CreateConsole);
    }

    /// <summary>Standard output as bytes. Flush <see cref="Out"/> before mixing the two.</summary>
    public Stream Output { get; }

    /// <summary>Standard output as text.</summary>
    public TextWriter Out => _out.Value;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person watches standard output on a terminal that knows ANSI sequences.</summary>
    public bool IsTerminal { get; }

    /// <summary>Whether colours may be used; to be set before the first output.</summary>
    public bool UseColour { get; set; } = true;

    /// <summary>Columns and rows of the terminal.</summary>
    public Func<(int Columns, int Rows)> Size { get; init; } = () => (80, 24);

    /// <summary>Asks for a secret without showing it; <see langword="null"/> when there is nobody to ask.</summary>
    public Func<string, string?>? AskSecret { get; init; }

    /// <summary>Standard output for styled text. Untrusted text goes through <see cref="SafeText"/> first.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>The streams of this process.</summary>
    public static Terminal Standard()
    {
        var error = new StreamWriter(System.Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        var isTerminal = !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(System.Console.OpenStandardOutput(), error, isTerminal)
        {
            UseColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Size = () => (System.Console.WindowWidth, System.Console.WindowHeight),
            AskSecret = System.Console.IsInputRedirected ? null : prompt => SecretPrompt.Ask(prompt, error),
        };
    }

    /// <summary>Prints a line of text in which nothing can act on the terminal.</summary>
    public void PrintLine(string text = "", Style? style = null) => PrintSafeLine(SafeText.Line(text), style);

    /// <summary>
    /// Prints a line of text that has been made safe already. It is not wrapped here: a terminal wraps long lines itself,
    /// so that they are copied in one piece.
    /// </summary>
    public void PrintSafeLine(string line, Style? style = null)
    {
        if (IsTerminal)
        {
            Console.Write(new Rendered([new Segment(line, style ?? Style.Plain), Segment.LineBreak]));
        }
        else
        {
            Out.Write(line);
            Out.Write('\n');
        }
    }

    /// <summary>Prints styled output that ends its last line itself; in a pipe, lines have no trailing blanks.</summary>
    public void Print(IRenderable renderable)
    {
        var options = RenderOptions.Create(Console, Console.Profile.Capabilities);
        var width = renderable is Table table ? Tables.WidthOf(table, options, Console.Profile.Width) : Console.Profile.Width;
        var segments = renderable.Render(options, width);
        if (IsTerminal)
        {
            Console.Write(new Rendered(segments));
            return;
        }

        foreach (var line in Segment.SplitLines(segments))
        {
            Out.Write(string.Concat(line.Select(s => s.Text)).TrimEnd(' '));
            Out.Write('\n');
        }
    }

    /// <summary>Prints one JSON value on a line of its own.</summary>
    public void PrintJson<T>(T value, JsonTypeInfo<T> type)
    {
        Out.Flush();
        JsonSerializer.Serialize(Output, value, type);
        Output.Write("\n"u8);
        Output.Flush();
    }

    /// <summary>Prints a line of plain text on standard error.</summary>
    public void PrintError(string line) => Error.WriteLine(SafeText.Line(line));

    /// <summary>Writes out what is still buffered.</summary>
    public void Flush()
    {
        if (_out.IsValueCreated)
        {
            Out.Flush();
        }

        Output.Flush();
    }

    private IAnsiConsole CreateConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = IsTerminal ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = IsTerminal && UseColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new ConsoleOutput(this),
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    /// <summary>What has its final form, however wide the terminal is.</summary>
    private sealed class Rendered(IEnumerable<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }

    private sealed class ConsoleOutput(Terminal terminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => terminal.Out;

        public bool IsTerminal => terminal.IsTerminal;

        // A terminal that does not know its size says 0.
        public int Width => !IsTerminal ? PipeWidth : terminal.Size().Columns is var w and > 0 ? w : 80;

        public int Height => !IsTerminal ? int.MaxValue : terminal.Size().Rows is var h and > 0 ? h : 24;

        public void SetEncoding(Encoding encoding)
        {
            // Always UTF-8.
        }
    }
}
