using System.Text;
using Fleet.Formatting;

namespace Fleet.CommandLine;

/// <summary>Asks for a secret at the keyboard without showing what is typed.</summary>
internal static class SecretPrompt
{
    /// <summary>The answer. Standard input must be a keyboard.</summary>
    /// <param name="prompt">What is asked for.</param>
    /// <param name="error">Where the question is shown, so that standard output stays clean.</param>
    public static string Ask(string prompt, TextWriter error)
    {
        error.Write(SafeText.Line(prompt.TrimEnd(' ', ':')) + ": ");
        error.Flush();
        var answer = Read(() => Console.ReadKey(intercept: true));
        error.WriteLine();
        return answer;
    }

    /// <summary>Collects keys until Enter; Backspace and Ctrl-U edit, other control keys do nothing.</summary>
    internal static string Read(Func<ConsoleKeyInfo> nextKey)
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = nextKey();
            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' }:
                    return typed.ToString();
                case { Key: ConsoleKey.Backspace } or { KeyChar: '\b' or '\u007f' }:
                    typed.Length -= typed.Length > 0 ? 1 : 0;
                    break;
                case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                    typed.Clear();
                    break;
                case { KeyChar: var c } when !char.IsControl(c):
                    typed.Append(c);
                    break;
            }
        }
    }
}
