using Akka.Pattern;
using Akka.Persistence;
using Fleet.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Durability;

/// <summary>What the failure of a persistent actor says of the journal.</summary>
internal static class JournalFault
{
    /// <summary>
    /// Whether a failed recovery is the store's fault; otherwise the actor's own events are: one that cannot be understood
    /// will not be understood later.
    /// </summary>
    public static bool IsStores(Exception cause)
    {
        for (var e = cause; e is not null; e = e.InnerException)
        {
            if (e is SqliteException or IOException or TimeoutException or OperationCanceledException
                or OpenCircuitException or RecoveryTimedOutException)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the same may succeed later.</summary>
    public static bool MayPass(Exception cause) => JournalReader.MayPass(cause);

    /// <summary>
    /// What is wrong and what to do, for people; <see langword="null"/> when the journal was not even asked, because it had
    /// failed for others a moment before.
    /// </summary>
    public static string? Describe(Exception cause) => cause.GetBaseException() switch
    {
        OpenCircuitException => null,
        RecoveryTimedOutException => JournalReader.Describe(new TimeoutException()),
        _ => JournalReader.Describe(cause),
    };
}
