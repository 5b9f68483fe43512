namespace Fleet.Farm.Shell;

/// <summary>How a system asks for the next page, and takes the question away again.</summary>
/// <param name="Question">What it asks, with its control sequences.</param>
/// <param name="Columns">How wide the question is.</param>
/// <param name="Erase">What it sends when a key came.</param>
/// <param name="WritesOver">
/// Whether the question is written over by the next line, and only what that leaves of it is erased, as more(1) does.
/// </param>
internal sealed record PagerStyle(string Question, int Columns, string Erase, bool WritesOver = false);
