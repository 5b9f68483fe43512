using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>Asks for a terminal (RFC 4254 section 6.2).</summary>
/// <param name="Terminal">The value of TERM.</param>
/// <param name="Columns">Width in characters; 0: not said.</param>
/// <param name="Rows">Height in rows; 0: not said.</param>
/// <param name="Width">Width in pixels; 0: not said.</param>
/// <param name="Height">Height in pixels; 0: not said.</param>
/// <param name="Modes">Encoded terminal modes (RFC 4254 section 8).</param>
public readonly record struct PtyRequest(
    string Terminal, uint Columns, uint Rows, uint Width, uint Height, ReadOnlyMemory<byte> Modes)
{
    /// <summary>The request's type.</summary>
    public const string Type = "pty-req";

    /// <summary>Reads what the type adds.</summary>
    public static PtyRequest Read(ReadOnlySpan<byte> data)
    {
        var reader = new SshReader(data);
        var request = new PtyRequest(
            reader.ReadText(),
            reader.ReadUInt32(),
            reader.ReadUInt32(),
            reader.ReadUInt32(),
            reader.ReadUInt32(),
            reader.ReadString().ToArray());
        reader.ReadEnd();
        return request;
    }

    /// <summary>Writes the whole message.</summary>
    public void Write(SshWriter writer, uint recipient, bool wantReply)
    {
        new ChannelRequestMessage(recipient, Type, wantReply).Write(writer);
        writer.WriteText(Terminal);
        writer.WriteUInt32(Columns);
        writer.WriteUInt32(Rows);
        writer.WriteUInt32(Width);
        writer.WriteUInt32(Height);
        writer.WriteString(Modes.Span);
    }
}

/// <summary>Says that the terminal has a new size (RFC 4254 section 6.7).</summary>
/// <param name="Columns">Width in characters; 0: not said.</param>
/// <param name="Rows">Height in rows; 0: not said.</param>
/// <param name="Width">Width in pixels; 0: not said.</param>
/// <param name="Height">Height in pixels; 0: not said.</param>
public readonly record struct WindowChangeRequest(uint Columns, uint Rows, uint Width, uint Height)
{
    /// <summary>The request's type.</summary>
    public const string Type = "window-change";

    /// <summary>Reads what the type adds.</summary>
    public static WindowChangeRequest Read(ReadOnlySpan<byte> data)
    {
        var reader = new SshReader(data);
        var request = new WindowChangeRequest(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
        reader.ReadEnd();
        return request;
    }

    /// <summary>Writes the whole message, which wants no reply.</summary>
    public void Write(SshWriter writer, uint recipient)
    {
        new ChannelRequestMessage(recipient, Type, wantReply: false).Write(writer);
        writer.WriteUInt32(Columns);
        writer.WriteUInt32(Rows);
        writer.WriteUInt32(Width);
        writer.WriteUInt32(Height);
    }
}

/// <summary>Sets a variable of the environment (RFC 4254 section 6.4).</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value.</param>
public readonly record struct EnvRequest(string Name, string Value)
{
    /// <summary>The request's type.</summary>
    public const string Type = "env";

    /// <summary>Reads what the type adds.</summary>
    public static EnvRequest Read(ReadOnlySpan<byte> data)
    {
        var reader = new SshReader(data);
        var request = new EnvRequest(reader.ReadText(), reader.ReadText());
        reader.ReadEnd();
        return request;
    }

    /// <summary>Writes the whole message.</summary>
    public void Write(SshWriter writer, uint recipient, bool wantReply)
    {
        new ChannelRequestMessage(recipient, Type, wantReply).Write(writer);
        writer.WriteText(Name);
        writer.WriteText(Value);
    }
}

/// <summary>Runs a command (RFC 4254 section 6.5).</summary>
/// <param name="Command">The command line.</param>
public readonly record struct ExecRequest(string Command)
{
    /// <summary>The request's type.</summary>
    public const string Type = "exec";

    /// <summary>Reads what the type adds.</summary>
    public static ExecRequest Read(ReadOnlySpan<byte> data)
    {
        var reader = new SshReader(data);
        var request = new ExecRequest(reader.ReadText());
        reader.ReadEnd();
        return request;
    }

    /// <summary>Writes the whole message.</summary>
    public void Write(SshWriter writer, uint recipient, bool wantReply)
    {
        new ChannelRequestMessage(recipient, Type, wantReply).Write(writer);
        writer.WriteText(Command);
    }
}

/// <summary>Says how a command ended (RFC 4254 section 6.10).</summary>
/// <param name="Status">The exit status.</param>
public readonly record struct ExitStatusRequest(uint Status)
{
    /// <summary>The request's type.</summary>
    public const string Type = "exit-status";

    /// <summary>Reads what the type adds.</summary>
    public static ExitStatusRequest Read(ReadOnlySpan<byte> data)
    {
        var reader = new SshReader(data);
        var request = new ExitStatusRequest(reader.ReadUInt32());
        reader.ReadEnd();
        return request;
    }

    /// <summary>Writes the whole message, which wants no reply.</summary>
    public void Write(SshWriter writer, uint recipient)
    {
        new ChannelRequestMessage(recipient, Type, wantReply: false).Write(writer);
        writer.WriteUInt32(Status);
    }
}
