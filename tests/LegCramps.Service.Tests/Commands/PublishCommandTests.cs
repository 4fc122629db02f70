using System.Text.Json;

namespace LegCramps.Service.Tests.Commands;

/// <summary>Index, lock, export and import, as an informaticist runs them on a copy of the made-up cards.</summary>
public sealed class PublishCommandTests : IDisposable
{
    private readonly MadeUpCards cards = new();

    public void Dispose() => cards.Dispose();

    [Fact]
    public async Task Whoever_changes_a_word_is_told_what_to_do_in_one_sentence()
    {
        (await Run("cards", "lock", cards.Folder)).Should().Be((0, $"cards.lock.yaml now agrees with {cards.Folder}\n"));
        (await Run("cards", "check", cards.Folder)).Code.Should().Be(0);

        cards.Replace("ts-view/card.yaml", "Look at it.", "Look at it twice.");
        const string Sentence = "ts-view/plandefinition.yaml:9: ts-view changed, but its version is still 1.0.0: raise 'version' and 'date' in ts-view/plandefinition.yaml, then run 'cards lock'\n";
        (await Run("cards", "check", cards.Folder)).Should().Be((1, $"{Sentence}1 problems in {cards.Folder}\n"));
        (await Run("cards", "lock", cards.Folder)).Should().Be((1, Sentence));
        (await Run("cards", "lock", "--check", cards.Folder)).Should().Be((1, Sentence));

        cards.Replace("ts-view/plandefinition.yaml", "'1.0.0'", "'1.0.1'");
        (await Run("cards", "lock", cards.Folder)).Code.Should().Be(0);
        (await Run("cards", "lock", "--check", cards.Folder)).Should().Be((0, $"cards.lock.yaml agrees with {cards.Folder}\n"));
    }

    [Fact]
    public async Task The_index_is_written_between_its_marks_and_checked()
    {
        cards.Write("README.md", "# Cards\n<!-- cards index: begin, written by 'cards index' -->\n<!-- cards index: end -->\n");
        var outdated = "README.md:2: the table of cards is not what the cards say: run 'cards index'\n";
        (await Run("cards", "check", cards.Folder)).Output.Should().StartWith(outdated);
        (await Run("cards", "index", "--check", cards.Folder)).Should().Be((1, outdated));

        (await Run("cards", "index", cards.Folder)).Code.Should().Be(0);

        cards.Read("README.md").Should().Contain("| TS-VIEW | `ts-view` | patient-view | own | C | active | 1.0.0 | When red, then say so. |");
        (await Run("cards", "index", "--check", cards.Folder)).Code.Should().Be(0);
        (await Run("cards", "check", cards.Folder)).Code.Should().Be(0);
    }

    [Fact]
    public async Task The_export_imports_again_and_every_case_passes()
    {
        var bundle = Path.Combine(cards.Folder, "..", Path.GetFileName(cards.Folder) + ".json");
        var copy = cards.Folder + "-copy";
        try
        {
            (await Run("cards", "export", cards.Folder, "--out", bundle)).Should().Be((0, $"2 cards and 6 value sets are in {bundle}\n"));
            JsonDocument.Parse((await Run("cards", "export", cards.Folder)).Output).RootElement.GetProperty("resourceType").GetString().Should().Be("Bundle");

            (await Run("cards", "import", bundle, copy)).Code.Should().Be(0);

            (await Run("cards", "check", copy)).Code.Should().Be(0);
            (await Run("cards", "test", copy)).Should().Be((0, "8 cases passed, 0 failed\n"));
            (await Run("cards", "import", bundle, copy)).Should().Be((1, $"'{copy}' is not empty: a Bundle is written into a new folder.\n"));
        }
        finally
        {
            File.Delete(bundle);
            if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_broken_is_not_exported()
    {
        cards.Replace("gates.yaml", "symptom: red", "symptom: rad");

        var (code, output) = await Run("cards", "export", cards.Folder);

        code.Should().Be(1);
        output.Should().Contain("there is no value set 'rad'").And.NotContain("Bundle");
    }

    [Theory]
    [InlineData("index")]
    [InlineData("lock")]
    [InlineData("export")]
    public async Task Without_a_folder_there_is_nothing_to_do(string verb)
    {
        var (code, output) = await Run("cards", verb, Path.Combine(cards.Folder, "nowhere"));

        code.Should().Be(1);
        output.Should().ContainEquivalentOf("there is no card folder");
    }

    private static Task<(int Code, string Output)> Run(params string[] args) => MadeUpCards.Run(args);
}
