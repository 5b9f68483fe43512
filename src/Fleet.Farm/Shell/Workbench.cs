using System.Collections.Concurrent;
using System.Security.Cryptography;
using Fleet.Farm.Content;

namespace Fleet.Farm.Shell;

/// <summary>What answering a command needs and an idle shell does not: rented for as long as the answer takes.</summary>
internal sealed class Workbench
{
    private const int MostKept = 64;

    private static readonly ConcurrentQueue<Workbench> Kept = new();

    private Workbench()
    {
    }

    /// <summary>Takes the parts of an output.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>Computes the output's hash.</summary>
    public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Rents one.</summary>
    public static Workbench Rent() => Kept.TryDequeue(out Workbench? kept) ? kept : new Workbench();

    /// <summary>Gives it back.</summary>
    public void Return()
    {
        Text.Dispose(); // Its bytes go back to their pool; it can be written to again.
        if (Kept.Count < MostKept)
            Kept.Enqueue(this);
        else
            Hash.Dispose();
    }
}
