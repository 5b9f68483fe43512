using Akka.Actor;
using Akka.Serialization;

namespace Fleet.Collection.Tests.Actors;

/// <summary>
/// Stands in for the default serializer: what Fleet sends must be bound to its own serializer or be marked local, and
/// nothing may fall back to a default.
/// </summary>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private readonly NewtonSoftJsonSerializer _default = new(system);

    public override int Identifier => 1702;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) =>
        obj.GetType().Namespace?.StartsWith("Fleet", StringComparison.Ordinal) == true
            ? throw new InvalidOperationException($"{obj.GetType()} is bound to no serializer of Fleet")
            : _default.ToBinary(obj);

    public override object FromBinary(byte[] bytes, Type type) => _default.FromBinary(bytes, type);
}
