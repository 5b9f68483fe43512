using Fleet.CommandLine;

namespace Fleet.Tests.CommandLine;

public class SecretPromptTests
{
    [Theory]
    [InlineData("secret\r", "secret")]
    [InlineData("\r", "")]
    [InlineData("secrex\bt\r", "secret")]
    [InlineData("x\b\b\bsecret\r", "secret")]
    [InlineData("wrong\u0015secret\r", "secret")]
    [InlineData("\tse\u0001cret\r", "secret")]
    [InlineData("pä ss#\r", "pä ss#")]
    public void Collects_what_is_typed_until_enter(string typed, string secret)
    {
        var keys = new Queue<char>(typed);

        Assert.Equal(secret, SecretPrompt.Read(() => Key(keys.Dequeue())));
        Assert.Empty(keys);
    }

    private static ConsoleKeyInfo Key(char c) => c switch
    {
        '\r' => new(c, ConsoleKey.Enter, false, false, false),
        '\b' => new(c, ConsoleKey.Backspace, false, false, false),
        '\u0015' => new(c, ConsoleKey.U, false, false, true),
        _ => new(c, ConsoleKey.None, false, false, false),
    };
}
