using Akka.Actor;

namespace Fleet.Collection.Serialization;

/// <summary>A message or event that leaves its actor system: it is bound to <see cref="FleetSerializer"/>.</summary>
public interface IWireMessage;

/// <summary>A message that never leaves its process, and so needs no serializer.</summary>
public interface ILocalMessage : INoSerializationVerificationNeeded;
