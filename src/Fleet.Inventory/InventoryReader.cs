using System.Text;
using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>Turns the nodes of an inventory into devices and credentials; see <see cref="InventoryFile"/> for the rules.</summary>
internal sealed class InventoryReader
{
    private const int LongestNameBytes = 255; // What a file system takes as one name.

    private static readonly string[] TopKeys = ["defaults", "credentials", "groups", "sites", "devices", "allowPlainSecrets"];
    private static readonly string[] DefaultKeys = ["port", "platform", "site", "credential", "commands", "retry", "tags"];
    private static readonly string[] GroupKeys = ["parent", "groups", .. DefaultKeys];
    private static readonly string[] DeviceKeys = ["name", "host", "group", "groups", .. DefaultKeys];

    private readonly ErrorList _errors;
    private readonly YamlReader _reader;
    private readonly Dictionary<string, string> _platforms = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Settings> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sites = new(StringComparer.Ordinal) { Device.NoSite };
    private readonly Dictionary<string, int> _deviceLines = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, Credential> _credentials = [];
    private GroupTree _tree;

    public InventoryReader(ErrorList errors, IReadOnlyCollection<string> platforms)
    {
        _errors = errors;
        _reader = new YamlReader(errors);
        _tree = new GroupTree(_groups, new Settings(), errors);
        foreach (string platform in platforms)
            _platforms[platform] = platform;
    }

    public DeviceInventory Read(YamlNode root)
    {
        // The sections refer to each other, in whatever order they stand.
        var sections = _reader.Fields(root, "an inventory", TopKeys)
            .ToDictionary(f => f.Key.Value, f => f.Value, StringComparer.Ordinal);
        bool plain = sections.TryGetValue("allowPlainSecrets", out var allow)
            && _reader.Boolean(allow, "allowPlainSecrets") == true;
        if (sections.TryGetValue("credentials", out var credentials))
            _credentials = new CredentialReader(_reader, plain).Read(credentials);
        if (sections.TryGetValue("groups", out var groups))
            ReadGroups(groups);
        var defaults = new Settings();
        if (sections.TryGetValue("defaults", out var node))
        {
            foreach (var field in _reader.Fields(node, "defaults", DefaultKeys))
                ReadSetting(defaults, field.Key.Value, field.Value);
        }

        _tree = new GroupTree(_groups, defaults, _errors);
        var devices = ReadDevices(root, sections.GetValueOrDefault("devices"));
        var inventory = new DeviceInventory(devices, _credentials);
        return sections.TryGetValue("sites", out var sites)
            ? inventory with { Sites = new SiteReader(_reader).Read(sites, _sites) }
            : inventory;
    }

    private void ReadGroups(YamlNode node)
    {
        foreach (var (name, value) in _reader.Entries(node, "groups"))
        {
            var settings = new Settings();
            if (_reader.Line(name, "a group's name") is null)
                continue;
            _groups.Add(name.Value, settings);
            if (value.IsEmpty)
                continue; // A group that says nothing is still a label.
            foreach (var field in _reader.Fields(value, "a group", GroupKeys))
                ReadSetting(settings, field.Key.Value, field.Value);
        }

        foreach (var group in _groups.Values)
            _tree.CheckExist(group);
        GroupCircles.Check(_groups, _errors);
    }

    private List<Device> ReadDevices(YamlNode root, YamlNode? node)
    {
        if (node is null)
        {
            if (root is YamlMap map && !map.Has("devices"))
                _errors.Add(0, 0, "no devices: list them under 'devices'");
            return [];
        }

        var items = _reader.Items(node, "devices");
        if (node is YamlList && items.Count == 0)
            _errors.Add(node, "devices is empty: list at least one device");
        var devices = new List<Device>(items.Count);
        foreach (var item in items)
        {
            if (ReadDevice(item) is { } device)
                devices.Add(device);
        }

        return devices;
    }

    private Device? ReadDevice(YamlNode node)
    {
        int errorsBefore = _errors.Count;
        var own = new Settings();
        YamlNode? name = null;
        YamlNode? host = null;
        foreach (var (key, value) in _reader.Fields(node, "a device", DeviceKeys))
        {
            switch (key.Value)
            {
                case "name":
                    name = value;
                    CheckDeviceName(value);
                    break;
                case "host":
                    host = value;
                    if (_reader.Line(value, "host") is { } address && HostAddress.Check(address) is { } problem)
                        _errors.Add(value, $"host {YamlReader.Quote(address)} {problem}");
                    break;
                default:
                    ReadSetting(own, key.Value, value);
                    break;
            }
        }

        _tree.CheckExist(own);
        var above = _tree.Resolve(own.Groups);
        own.Inherit(above.Settings);
        if (node is YamlMap map)
            CheckComplete(map, (name as YamlScalar)?.Value, own);
        if (errorsBefore != _errors.Count)
            return null;
        return new Device
        {
            Name = ((YamlScalar)name!).Value,
            Host = ((YamlScalar)host!).Value,
            Port = own.Port ?? 22,
            Platform = own.Platform!,
            Site = own.Site ?? Device.NoSite,
            Credential = own.Credential!,
            Commands = own.Commands!,
            Retry = own.Retry,
            Tags = own.Tags,
            Groups = above.Groups,
        };
    }

    private void CheckDeviceName(YamlNode node)
    {
        if (_reader.Line(node, "name") is not { } name)
            return;
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0 || name[0] == '.' || char.IsWhiteSpace(name[0])
            || char.IsWhiteSpace(name[^1]) || Encoding.UTF8.GetByteCount(name) > LongestNameBytes)
        {
            _errors.Add(node, $"name {YamlReader.Quote(name)} cannot name a file: no '/' or '\\', no dot at the "
                + $"beginning, no space around it, and at most {LongestNameBytes} bytes");
        }
        else if (!_deviceLines.TryAdd(name, node.Line))
        {
            _errors.Add(node, $"device {YamlReader.Quote(name)} is already in line {_deviceLines[name]}; "
                + "names are unique, case aside");
        }
    }

    private void CheckComplete(YamlMap node, string? device, Settings settings)
    {
        if (Lacks("name"))
            _errors.Add(node, "this device has no name");
        if (Lacks("host"))
            AddMissing(node, device, "host: write its host name or IP address");
        if (settings.MayLackGroups || IsMisspelt("group") || IsMisspelt("groups"))
            return;
        if (settings.Platform is null && Lacks("platform"))
            AddMissing(node, device, "platform: name one on it, on a group or in the defaults");
        if (settings.Credential is null && Lacks("credential"))
            AddMissing(node, device, "credential: name one on it, on a group or in the defaults");
        if (settings.Commands is null && Lacks("commands"))
            AddMissing(node, device, "commands: list them on it, on a group or in the defaults");

        bool Lacks(string key) => !node.Has(key) && !IsMisspelt(key);

        // What is written as an unknown key is not missing on top of that.
        bool IsMisspelt(string key)
        {
            foreach (var (written, _) in node.Entries)
            {
                if (Array.IndexOf(DeviceKeys, written.Value) < 0 && Spelling.Closest(written.Value, DeviceKeys) == key)
                    return true;
            }

            return false;
        }
    }

    private void AddMissing(YamlNode node, string? device, string what) =>
        _errors.Add(node, $"{(device is null ? "this device" : $"device {YamlReader.Quote(device)}")} has no {what}");

    /// <summary>Reads a setting that any level may have. One that is wrong counts as said, so that it is not missed too.</summary>
    private void ReadSetting(Settings settings, string key, YamlNode value)
    {
        switch (key)
        {
            case "port":
                settings.Port = _reader.Number(value, "port", 1, 65535);
                break;
            case "platform":
                settings.Platform = Known(value, "platform", _platforms.Keys) is { } platform ? _platforms[platform] : "";
                break;
            case "credential":
                settings.Credential = Known(value, "credential", _credentials.Keys) ?? "";
                break;
            case "site":
                settings.Site = _reader.Line(value, "site");
                _sites.Add(settings.Site ?? "");
                if (settings.Site?.Contains('~') == true)
                    _errors.Add(value, "site contains '~', which separates site and device elsewhere");
                break;
            case "commands":
                settings.Commands = WithoutRepeats(_reader.Lines(value, "a command"));
                if (value is YamlList { Items.Count: 0 })
                    _errors.Add(value, "commands is empty: list at least one, or leave the key out to inherit");
                break;
            case "retry":
                settings.Retry = new RetryReader(_reader).Read(value);
                break;
            case "tags":
                settings.Tags = WithoutRepeats(_reader.Lines(value, "a tag"));
                break;
            default:
                if (settings.Groups.Count > 0)
                    _errors.Add(value, "the groups are already named by another key; list them all in one");
                int errorsBefore = _errors.Count;
                settings.Groups = _reader.LineNodes(value, "a group's name");
                settings.MayLackGroups = errorsBefore != _errors.Count;
                break;
        }
    }

    private static string[] WithoutRepeats(IReadOnlyList<string> values) => [.. values.Distinct(StringComparer.Ordinal)];

    private string? Known(YamlNode node, string what, IReadOnlyCollection<string> known)
    {
        string? name = _reader.Line(node, what);
        if (name is null || known.Contains(name))
            return name;
        AddUnknown(node, what, name, known);
        return null;
    }

    private void AddUnknown(YamlNode node, string what, string name, IReadOnlyCollection<string> known) =>
        _errors.Add(node, () => $"unknown {what} {YamlReader.Quote(name)}{Spelling.DidYouMean(name, known, Choice(what, known))}");

    private static string Choice(string what, IReadOnlyCollection<string> known) => known.Count switch
    {
        0 => $"; there are no {what}s",
        <= 12 => $"; there are {string.Join(", ", known)}",
        _ => "",
    };
}
