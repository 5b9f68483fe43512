using System.Diagnostics;

namespace Fleet.Inventory.Tests;

public sealed class SecretResolverTests : IDisposable
{
    private const string Variable = "FLEET_TEST_SECRET_9F2C";

    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-secrets-").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Failure(SecretReference reference, SecretResolver? resolver = null) =>
        Assert.Throws<SecretException>(() => (resolver ?? new SecretResolver()).Resolve(reference, "lab")).Message;

    private static SecretReference Exec(string command) => new SecretReference.Exec(command);

    [Fact]
    public void An_environment_variable_is_read()
    {
        Environment.SetEnvironmentVariable(Variable, " hunter2 ");
        Assert.Equal(" hunter2 ", new SecretResolver().Resolve(new SecretReference.Env(Variable), "lab"));

        Assert.Equal(
            "credential 'lab': environment variable FLEET_TEST_NONE is not set",
            Failure(new SecretReference.Env("FLEET_TEST_NONE")));
    }

    [Theory]
    [InlineData("hunter2", "hunter2")]
    [InlineData("hunter2\n", "hunter2")]
    [InlineData("hunter2\r\nmore\n", "hunter2")]
    [InlineData(" hun ter2 \n", " hun ter2 ")]
    public void The_first_line_of_a_file_is_read(string text, string expected) =>
        Assert.Equal(expected, new SecretResolver().Resolve(new SecretReference.FromFile(Write("s", [.. text.Select(c => (byte)c)])), "lab"));

    [Fact]
    public void A_file_that_holds_no_secret_says_why()
    {
        string empty = Write("empty", "\nhunter2"u8.ToArray());
        string large = Write("large", new byte[70_000]);
        string binary = Write("binary", [0xFC, 0xFF]);

        Assert.Equal($"credential 'lab': file {empty} is empty", Failure(new SecretReference.FromFile(empty)));
        Assert.Equal($"credential 'lab': file {large} gives more than 64 KiB; a secret is its first line", Failure(new SecretReference.FromFile(large)));
        Assert.Equal($"credential 'lab': file {binary} gives text that is not UTF-8", Failure(new SecretReference.FromFile(binary)));
        Assert.Equal($"credential 'lab': file {_folder} is a folder", Failure(new SecretReference.FromFile(_folder)));
        Assert.Equal($"credential 'lab': file {_folder}/none does not exist", Failure(new SecretReference.FromFile(_folder + "/none")));
        Assert.Equal("credential 'lab': file /dev/zero gives more than 64 KiB; a secret is its first line", Failure(new SecretReference.FromFile("/dev/zero")));
    }

    [Fact]
    public void The_first_line_that_a_helper_prints_is_read()
    {
        Assert.Equal("a b", new SecretResolver().Resolve(Exec("printf 'a b\\r\\nmore\\n'"), "lab"));
        Assert.Equal("x", new SecretResolver().Resolve(Exec("cat; echo x; cat; yes '' | head -c 1000000 >&2"), "lab"));
    }

    [Theory]
    [InlineData("echo hunter2; echo hunter2 >&2; exit 3", "failed with exit code 3")]
    [InlineData("/no/such/helper", "failed with exit code 127")]
    [InlineData("true", "printed nothing on its first line")]
    [InlineData("yes", "did not end within 1 s")]
    [InlineData("yes | head -c 100000", "gives more than 64 KiB; a secret is its first line")]
    [InlineData("sleep 60 & echo hunter2", "ended but left a process behind that holds its output open")]
    [InlineData("echo hunter2; sleep 60", "did not end within 1 s")]
    public void A_helper_that_fails_is_named_and_its_output_is_not(string command, string problem)
    {
        // What ends by itself gets the time for it on a busy machine, too.
        var timeout = TimeSpan.FromSeconds(problem == "did not end within 1 s" ? 1 : 40);
        var watch = Stopwatch.StartNew();

        string message = Failure(Exec(command), new SecretResolver { HelperTimeout = timeout });

        Assert.Equal($"credential 'lab': helper command '{command}' {problem}", message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_helper_runs_once_for_many_threads_and_credentials()
    {
        string log = Path.Combine(_folder, "log");
        var resolver = new SecretResolver();

        Parallel.For(0, 50, i => Assert.Equal("s", resolver.Resolve(Exec($"echo run >> {log}; echo s"), $"c{i % 3}")));
        Parallel.For(0, 50, i => Assert.Throws<SecretException>(() => resolver.Resolve(Exec($"echo run >> {log}; exit 1"), "c")));

        Assert.Equal(["run", "run"], File.ReadAllLines(log));
    }

    [Fact]
    public void A_person_is_asked_once_for_each_field_of_each_credential()
    {
        var asked = new List<string>();
        var resolver = new SecretResolver(what =>
        {
            asked.Add(what);
            return $"s{asked.Count}";
        });

        Parallel.For(0, 20, _ => resolver.Resolve(new SecretReference.Prompt(), "lab"));
        string again = resolver.Resolve(new SecretReference.Prompt(), "lab");
        string enable = resolver.Resolve(new SecretReference.Prompt("enable"), "lab");
        string other = resolver.Resolve(new SecretReference.Prompt(), "core");

        Assert.Equal(["password of credential 'lab'", "enable of credential 'lab'", "password of credential 'core'"], asked);
        Assert.Equal(["s1", "s2", "s3"], [again, enable, other]);
    }

    [Fact]
    public void Without_an_answer_there_is_no_secret()
    {
        Assert.Equal(
            "credential 'lab': the password is to be asked for, and there is no terminal to ask on; refer to it with env:NAME, "
                + "file:PATH or exec:COMMAND instead",
            Failure(new SecretReference.Prompt()));
        Assert.Equal(
            "credential 'lab': the password was asked for and not given",
            Failure(new SecretReference.Prompt(), new SecretResolver(_ => null)));
        Assert.Equal("credential 'lab': the password is empty", Failure(new SecretReference.Prompt(), new SecretResolver(_ => "")));
    }

    [Fact]
    public void A_plain_secret_is_itself_and_never_shown()
    {
        var plain = new SecretReference.Plain("hunter2");

        Assert.Equal("hunter2", new SecretResolver().Resolve(plain, "lab"));
        Assert.DoesNotContain("hunter2", plain.ToString(), StringComparison.Ordinal);
    }
}
