namespace Fleet.Sessions.Shell;

/// <summary>What one read of the shell is about, and how far it has come.</summary>
internal sealed class Exchange
{
    /// <summary>The command whose echo is awaited; empty when there is none to come.</summary>
    public ReadOnlyMemory<byte> Command { get; init; }

    /// <summary>What stood on the line that the command was typed on.</summary>
    public byte[] Before { get; init; } = [];

    /// <summary>Takes the output; <see langword="null"/> when it is dropped.</summary>
    public CommandOutput? Output { get; init; }

    /// <summary>Bytes that may be dropped; <see langword="null"/>: as many as usual.</summary>
    public int? MostDropped { get; init; }

    /// <summary>
    /// Of what was typed ahead: the lines that end the read; <see langword="null"/>: the prompt does, last and unfinished.
    /// </summary>
    public byte[]? Mark { get; init; }

    /// <summary>A question that ends the read as well.</summary>
    public Question? Question { get; init; }

    /// <summary>How often RETURN may be sent to a device that shows no prompt.</summary>
    public int Nudges { get; set; }

    /// <summary>Whether the echo may still come.</summary>
    public bool EchoAwaited { get; set; }

    /// <summary>Whether the line that the command was typed on has ended.</summary>
    public bool LineEnded { get; set; }

    /// <summary>Bytes that have come.</summary>
    public long Received { get; set; }

    /// <summary>How many of the waiting bytes have been searched for the echo or the mark.</summary>
    public int Searched { get; set; }
}

/// <summary>Why a read of the shell ended.</summary>
internal enum Stop
{
    /// <summary>The prompt is there.</summary>
    Prompt,

    /// <summary>The question is asked.</summary>
    Question,

    /// <summary>The output is larger than it may be.</summary>
    TooLarge,

    /// <summary>The lines came that end an output when the next command was typed ahead.</summary>
    Mark,
}
