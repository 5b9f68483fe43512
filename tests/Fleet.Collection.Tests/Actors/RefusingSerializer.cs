using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Serialization;

namespace Fleet.Collection.Tests.Actors;

/// <summary>
/// Stands in for the default serializer: what Fleet sends must be bound to its own serializer or be marked local, and
/// nothing may fall back to a default. Akka's own messages pass through as they are.
/// </summary>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private static readonly ConcurrentDictionary<long, object> Passing = new();
    private static long _last;

    public override int Identifier => 1702;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj.GetType().Namespace?.StartsWith("Fleet", StringComparison.Ordinal) == true)
        {
            throw new InvalidOperationException($"{obj.GetType()} is bound to no serializer of Fleet");
        }

        var key = Interlocked.Increment(ref _last);
        Passing[key] = obj;
        return BitConverter.GetBytes(key);
    }

    public override object FromBinary(byte[] bytes, Type type) =>
        Passing.TryRemove(BitConverter.ToInt64(bytes), out var obj) ? obj : throw new InvalidOperationException();
}
