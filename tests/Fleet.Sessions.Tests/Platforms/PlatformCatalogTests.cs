using Fleet.Sessions.Platforms;

namespace Fleet.Sessions.Tests.Platforms;

public sealed class PlatformCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-platforms-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Definition(string prompt) => $"""
        prompt_pattern: '{prompt}'
        default_mode: exec
        modes: [{"{"} name: exec, prompt_pattern: '{prompt}' {"}"}]
        """;

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private PlatformCatalog Load(out List<string> errors)
    {
        var catalog = PlatformCatalog.Load(GetType().Assembly, _folder, out var found);
        errors = [.. found.Select(e => e.ToString()).Where(e => !e.StartsWith("built-in ", StringComparison.Ordinal))];
        return catalog;
    }

    [Fact]
    public void Built_in_definitions_are_read_and_one_with_errors_is_left_out_and_reported()
    {
        var catalog = PlatformCatalog.Load(GetType().Assembly, folder: null, out var errors);

        Assert.Equal(["tiny"], catalog.Platforms.Keys);
        Assert.True(catalog.Platforms.ContainsKey("TINY"));
        Assert.Contains("built-in broken.yaml:1:1: unknown key 'prompt_patern', did you mean 'prompt_pattern'?",
            errors.Select(e => e.ToString()));
    }

    [Fact]
    public void What_this_program_has_built_in_has_no_errors()
    {
        PlatformCatalog.Load(folder: null, out var errors);

        Assert.Empty(errors);
    }

    [Fact]
    public void A_folder_adds_and_overrides()
    {
        Write("tiny.yaml", Definition("mine>"));
        Write("other.yml", Definition("other>"));
        Write(".hidden.yaml", "[");
        Write("README.md", "[");

        var catalog = Load(out var errors);

        Assert.Empty(errors);
        Assert.Equal(["other", "tiny"], catalog.Platforms.Keys.Order());
        Assert.Equal("mine>", catalog.Platforms["tiny"].PromptPattern);
        Assert.Equal("other", catalog.Platforms["other"].Name);
    }

    [Fact]
    public void A_file_with_errors_is_left_out_and_the_others_are_read()
    {
        string broken = Write("broken.yaml", "prompt_pattern: [");
        string empty = Write("empty.yaml", "");
        string tiny = Write("tiny.yaml", "modes: []");
        Write("fine.yaml", Definition(">"));

        var catalog = Load(out var errors);

        Assert.Equal(["fine", "tiny"], catalog.Platforms.Keys.Order());
        Assert.NotEqual(">", catalog.Platforms["tiny"].PromptPattern);
        Assert.Equal(
            [
                $"{broken}:1:17: not valid YAML: this bracket is not closed before line 2",
                $"{empty}: the file is empty",
                $"{tiny}:1:1: a platform needs a 'prompt_pattern'",
                $"{tiny}:1:1: a platform needs a 'default_mode'",
                $"{tiny}:1:8: modes is empty: describe at least one",
            ],
            errors);
    }

    [Fact]
    public void Two_files_of_one_name_are_an_error()
    {
        string first = Write("Acme.yaml", Definition(">"));
        string second = Write("acme.yml", Definition("#"));

        var catalog = Load(out var errors);

        Assert.Equal(">", catalog.Platforms["acme"].PromptPattern);
        Assert.Equal([$"{second}: platform 'acme' is already defined by {first}; names are unique, case aside"], errors);
    }

    [Theory]
    [InlineData("missing", "there is no such folder of platform definitions")]
    [InlineData("file", "this is a file, not a folder of platform definitions")]
    public void A_folder_that_is_none_is_an_error(string name, string expected)
    {
        Write("file", "");
        string folder = Path.Combine(_folder, name);

        PlatformCatalog.Load(GetType().Assembly, folder, out var errors);

        Assert.Contains($"{folder}: {expected}", errors.Select(e => e.ToString()));
    }
}
