using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;

namespace Fleet.Collection.Serialization;

/// <summary>The serializer of everything that is an <see cref="IWireMessage"/>: protobuf with short manifests.</summary>
public sealed class FleetSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 1701;

    /// <inheritdoc/>
    public override string Manifest(object o) => EventCodec.ManifestOf(o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => EventCodec.ToBytes(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => EventCodec.FromBytes(bytes, manifest);
}

/// <summary>Binds the serializer.</summary>
public static class FleetSerializerHosting
{
    /// <summary>Binds every <see cref="IWireMessage"/> to the <see cref="FleetSerializer"/>.</summary>
    public static AkkaConfigurationBuilder WithFleetSerializer(this AkkaConfigurationBuilder builder) =>
        builder.WithCustomSerializer("fleet", [typeof(IWireMessage)], system => new FleetSerializer(system));
}
