using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_USERAUTH_INFO_REQUEST (RFC 4256 section 3.2).</summary>
/// <param name="Name">A title.</param>
/// <param name="Instruction">What to show above the questions.</param>
/// <param name="Prompts">The questions; there may be none.</param>
public sealed record UserAuthInfoRequestMessage(
    string Name, string Instruction, IReadOnlyList<UserAuthInfoRequestMessage.Prompt> Prompts)
{
    /// <summary>One question.</summary>
    /// <param name="Text">The question, such as <c>Password: </c>.</param>
    /// <param name="Echo">Whether the answer may be shown while it is typed.</param>
    public readonly record struct Prompt(string Text, bool Echo);

    /// <summary>Reads the message.</summary>
    public static UserAuthInfoRequestMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.UserAuthInfoRequest);
        string name = reader.ReadText();
        string instruction = reader.ReadText();
        reader.ReadText(); // A language tag, deprecated.
        var prompts = new List<Prompt>();
        for (uint left = reader.ReadUInt32(); left > 0; left--)
            prompts.Add(new(reader.ReadText(), reader.ReadBoolean()));
        reader.ReadEnd();
        return new(name, instruction, prompts);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.UserAuthInfoRequest);
        writer.WriteText(Name);
        writer.WriteText(Instruction);
        writer.WriteText("");
        writer.WriteUInt32((uint)Prompts.Count);
        foreach (var prompt in Prompts)
        {
            writer.WriteText(prompt.Text);
            writer.WriteBoolean(prompt.Echo);
        }
    }
}

/// <summary>SSH_MSG_USERAUTH_INFO_RESPONSE (RFC 4256 section 3.4).</summary>
/// <param name="Responses">An answer for each question; secrets.</param>
public sealed record UserAuthInfoResponseMessage(IReadOnlyList<string> Responses)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => $"{Responses.Count} responses";

    /// <summary>Reads the message.</summary>
    public static UserAuthInfoResponseMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.UserAuthInfoResponse);
        var responses = new List<string>();
        for (uint left = reader.ReadUInt32(); left > 0; left--)
            responses.Add(reader.ReadText());
        reader.ReadEnd();
        return new(responses);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.UserAuthInfoResponse);
        writer.WriteUInt32((uint)Responses.Count);
        foreach (string response in Responses)
            writer.WriteText(response);
    }
}
