using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Sessions;
using Fleet.Inventory;
using Fleet.Sessions.Platforms;
using Fleet.Storage;
using Fleet.Storage.Outputs;

namespace Fleet.Collection.Tests.Actors;

/// <summary>
/// Real actors on a journal in memory and a real output store. Every message is serialized, so that one that is not
/// bound fails the test.
/// </summary>
[Collection("actors on one journal")]
public abstract class ActorTest : TestKit
{
    protected const string RunName = "20260101-000000-test";

    protected static readonly IReadOnlyList<string> ThreeCommands = ["show version", "show interfaces", "show ip route"];

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("fleet-actors-");
    private readonly DataFolder _folder;

    protected ActorTest()
        : base(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              actor {
                serialize-messages = on
                serializers {
                  fleet = "Fleet.Collection.Serialization.FleetSerializer, Fleet.Collection"
                  refusing = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
                }
                serialization-bindings {
                  "System.Object" = refusing
                  "Fleet.Collection.Serialization.IWireMessage, Fleet.Collection" = fleet
                }
              }
              # How long what must come is waited for.
              test.single-expect-default = 20s
              persistence {
                journal.plugin = "akka.persistence.journal.faulty"
                journal.faulty.class = "{{typeof(FaultyJournal).AssemblyQualifiedName}}"
                journal.faulty.plugin-dispatcher = "akka.actor.default-dispatcher"
                journal.faulty.circuit-breaker { max-failures = 10, call-timeout = 500ms, reset-timeout = 100ms }
                snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
              }
            }
            """).WithFallback(FleetSettings.Load(null, new Dictionary<string, string>()).Akka))
    {
        Journal = FaultyJournal.ScriptOf(Sys);
        Store.Changed += reason =>
        {
            Holdups.Enqueue(reason);
            Router!.Tell(reason is null ? SessionRouter.Resume.Instance : new SessionRouter.Pause(reason), ActorRefs.NoSender);
        };
        _folder = DataFolder.OpenForWriting(_path.FullName);
        Outputs = OutputStore.Open(_folder);
        Router = Sys.ActorOf(Props.Create<SessionRouter>(new SessionRouterOptions { Limit = new FixedLimit(2) }), "session-router");
        Devices = new DeviceContext
        {
            Devices = new DeviceDirectory(
                Inventory(RetryBudget.Unsaid),
                PlatformCatalog.Load(null, out _),
                new NoSecrets()),
            SessionRouter = Router,
            Recorder = new SessionRecorder(Sessions, Outputs, tables: null, Store, TimeProvider.System),
            Store = Store,
            Retry = new RetryPolicy { MinBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(2) },
        };
        DeviceRouter = Sys.ActorOf(Props.Create<DeviceRouter>(Devices), "devices");
    }

    private protected ScriptedSessions Sessions { get; } = new();

    protected OutputStore Outputs { get; }

    /// <summary>What the journal does.</summary>
    protected FaultyJournal.Script Journal { get; }

    /// <summary>In a hurry: a write is tried again within moments, and given up after some seconds.</summary>
    protected StoreHealth Store { get; } = new(
        new StorePatience
        {
            Limit = TimeSpan.FromSeconds(4),
            MinBackoff = TimeSpan.FromMilliseconds(20),
            MaxBackoff = TimeSpan.FromMilliseconds(100),
            AnswerWithin = TimeSpan.FromMilliseconds(500),
            Grace = TimeSpan.FromMilliseconds(500),
        },
        TimeProvider.System);

    /// <summary>Every change of why no sessions start.</summary>
    protected ConcurrentQueue<string?> Holdups { get; } = new();

    protected DeviceContext Devices { get; }

    protected IActorRef Router { get; }

    protected IActorRef DeviceRouter { get; }

    protected IDeviceEvent ExpectEvent() => ExpectReply<DeviceReply.Acknowledged>().Event;

    /// <summary>The next reply of a kind, the changes of phase before it passed over.</summary>
    protected T ExpectReply<T>() =>
        (T)FishForMessage(m => m is T || (m is not DeviceReply.PhaseChanged && typeof(T) == typeof(DeviceReply.Acknowledged)))
        ?? throw new InvalidOperationException();

    /// <summary>Twenty devices, R1 to R20.</summary>
    private protected static DeviceInventory Inventory(RetryBudget retry) => new(
        [.. Enumerable.Range(1, 20).Select(i => new Device
        {
            Name = $"R{i}",
            Host = "192.0.2.1",
            Platform = "linux",
            Credential = "lab",
            Commands = ThreeCommands,
            Retry = retry,
        })],
        new Dictionary<string, Credential> { ["lab"] = new() { Name = "lab", Username = "admin" } });

    protected override void AfterAll()
    {
        base.AfterAll();
        Outputs.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
        _path.Delete(recursive: true);
    }
}

internal sealed class NoSecrets : ISecretSource
{
    public string Resolve(SecretReference reference, string credential) =>
        throw new SecretException("there are no secrets in these tests");
}
