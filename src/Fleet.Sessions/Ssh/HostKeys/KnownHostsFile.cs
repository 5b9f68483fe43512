using System.Text;

namespace Fleet.Sessions.Ssh.HostKeys;

/// <summary>
/// A <c>known_hosts</c> file, indexed, and read again when it has changed. Safe for use by many sessions.
/// </summary>
/// <remarks>
/// A plain name is found by a dictionary. A hashed name can only be found by hashing the name with the salt of each
/// hashed line, about a microsecond a line: some 20 ms for the first look-up of a host among 28,000. What is found is
/// kept, and a line that has found its host is not tried again for others.
/// </remarks>
internal sealed class KnownHostsFile(string path, Action<string> warn)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Index _index = new();
    private long _length = -1;
    private DateTime _written;

    public string Path { get; } = path;

    /// <summary>The lines about a host, by its name from <see cref="HostPatterns.NameOf"/>.</summary>
    public IReadOnlyList<KnownHostKey> Find(string name)
    {
        Index index;
        lock (_gate)
        {
            Refresh();
            index = _index;
        }
        return index.Find(name);
    }

    /// <summary>
    /// Adds a key for a host unless one is known already, and returns the lines about the host. Of sessions and
    /// processes that do so at once, each writes its whole line: the file is locked meanwhile.
    /// </summary>
    public IReadOnlyList<KnownHostKey> AddIfNone(string name, byte[] blob)
    {
        lock (_gate)
        {
            Refresh();
            if (_index.Find(name).All(k => k.IsRevoked))
                Append(name, blob);
            return _index.Find(name);
        }
    }

    private void Append(string name, byte[] blob)
    {
        var line = $"{name} {KnownHostKey.TypeOf(blob)} {Convert.ToBase64String(blob)}\n";
        // Known from now on even if the file cannot be written; see the warning.
        _index.Add(new KnownHostKey(Path, _index.Lines + 1, false, HostPatterns.Parse(name)!, blob));
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            using var file = OpenExclusively();
            var isUnchanged = file.Length == Math.Max(0, _length);
            if (file.Length > 0)
            {
                file.Position = file.Length - 1;
                if (file.ReadByte() != '\n')
                    line = "\n" + line;
            }
            file.Position = file.Length;
            file.Write(Encoding.UTF8.GetBytes(line));
            file.Flush();
            // Our own line is in the index; anything else that was written is read at the next look-up.
            if (isUnchanged)
            {
                _length = file.Length;
                _written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
                _index.Lines++;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warn($"{Path}: the host key of {name} could not be remembered: {e.Message}");
        }
    }

    private void Refresh()
    {
        try
        {
            var file = new FileInfo(Path);
            if (!file.Exists)
            {
                if (_length > 0)
                    _index = new Index();
                _length = -1;
                return;
            }
            if (file.Length == _length && file.LastWriteTimeUtc == _written)
                return;
            (_length, _written) = (file.Length, file.LastWriteTimeUtc);
            _index = Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warn($"{Path}: cannot be read: {e.Message}");
        }
    }

    private Index Read()
    {
        var index = new Index();
        using var file = Retry(() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } text)
        {
            var key = KnownHostKey.Parse(Path, ++index.Lines, text, out var error);
            if (error is not null)
                warn($"{Path}:{index.Lines}: {error}; the line is ignored");
            if (key is not null)
                index.Add(key);
        }
        return index;
    }

    private FileStream OpenExclusively()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return Retry(() => new FileStream(Path, options));
    }

    // Another process may hold the file for the moment of its own append.
    private static FileStream Retry(Func<FileStream> open)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return open();
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException)
                && DateTime.UtcNow < until)
            {
                Thread.Sleep(5);
            }
        }
    }

    private sealed class Index
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, List<KnownHostKey>> _literal = [];
        private readonly List<KnownHostKey> _patterns = [];
        private readonly Dictionary<string, KnownHostKey[]> _unhashed = [];
        private readonly HashSet<KnownHostKey> _hashed = new(ReferenceEqualityComparer.Instance);

        public int Lines { get; set; }

        public void Add(KnownHostKey key)
        {
            lock (_gate)
            {
                if (key.Hosts.IsHashed)
                    _hashed.Add(key);
                else if (!key.Hosts.IsLiteral)
                    _patterns.Add(key);
                else
                    foreach (var name in key.Hosts.Patterns)
                        AddLiteral(name, key);
            }
        }

        public List<KnownHostKey> Find(string name)
        {
            var unhashed = FindHashed(name);
            lock (_gate)
            {
                List<KnownHostKey> found = [.. unhashed];
                if (_literal.TryGetValue(name, out var literal))
                    found.AddRange(literal);
                found.AddRange(_patterns.Where(p => p.Hosts.Match(name)));
                return found;
            }
        }

        private KnownHostKey[] FindHashed(string name)
        {
            KnownHostKey[] candidates;
            lock (_gate)
            {
                if (_unhashed.TryGetValue(name, out var known))
                    return known;
                candidates = [.. _hashed];
            }
            // Outside the lock: this is the slow part, and sessions look up different hosts at once.
            var found = candidates.Where(c => c.Hosts.Match(name)).ToArray();
            lock (_gate)
            {
                _hashed.ExceptWith(found);
                return _unhashed[name] = found;
            }
        }

        private void AddLiteral(string name, KnownHostKey key)
        {
            if (!_literal.TryGetValue(name, out var keys))
                _literal[name] = keys = [];
            keys.Add(key);
        }
    }
}
