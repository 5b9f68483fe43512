namespace Fleet.Inventory;

/// <summary>What is wrong at one place of a file, and what would be right.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">1-based line; 0 when the error concerns the whole file.</param>
/// <param name="Column">1-based column; 0 when the error concerns the whole file.</param>
/// <param name="Message">What is wrong and what would be right; never contains a secret.</param>
public sealed record SourceError(string File, int Line, int Column, string Message)
{
    /// <summary>The error as compilers print it: <c>file:line:column: message</c>.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}: {Message}";
}
