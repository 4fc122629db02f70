using LegCramps.Service.Commands;
using static LegCramps.Service.Tests.Commands.MadeUpCards;

namespace LegCramps.Service.Tests.Commands;

/// <summary>The verbs on the card folder, on a copy of the made-up one.</summary>
public sealed class CardsCommandTests : IDisposable
{
    private readonly MadeUpCards cards = new();

    public void Dispose() => cards.Dispose();

    [Theory]
    [InlineData(true, "cards", "check")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://localhost:5081")]
    [InlineData(false, "card")]
    public void Without_a_verb_the_program_serves(bool isVerb, params string[] args) => CommandLine.IsVerb(args).Should().Be(isVerb);

    [Fact]
    public async Task Check_and_test_pass_on_a_good_folder_and_say_how_much_they_saw()
    {
        (await Run("cards", "check", cards.Folder)).Should().Be((0, $"2 cards, 6 value sets, 8 cases: no problem in {cards.Folder}\n"));
        (await Run("cards", "test", cards.Folder)).Should().Be((0, "8 cases passed, 0 failed\n"));
    }

    [Fact]
    public async Task Check_prints_every_problem_with_file_and_line()
    {
        cards.Replace("ts-view/card.yaml", "%core.title", "%core.titel");
        cards.Replace("ts-view/cases/shown-red.yaml", "hook:", "hok:");

        var (code, output) = await Run("cards", "check", cards.Folder);

        code.Should().Be(1);
        output.Should().Contain("ts-view/card.yaml:5: ValueSet has no element 'titel'").And.Contain("ts-view/cases/shown-red.yaml:3: 'hok' is not known here").And.EndWith($"problems in {cards.Folder}\n");
    }

    [Fact]
    public async Task Test_prints_what_failed_and_the_totals()
    {
        cards.Replace("ts-view/cases/shown-red.yaml", "Red was found.", "Green was found.");

        var (code, output) = await Run("cards", "test", cards.Folder);

        code.Should().Be(1);
        output.Should().StartWith("ts-view/cases/shown-red.yaml: the card should say \"Green was found.\"").And.EndWith("7 cases passed, 1 failed\n");
    }

    [Fact]
    public async Task Test_runs_nothing_on_a_folder_with_problems_or_without_one()
    {
        cards.Replace("gates.yaml", "symptom: red", "symptom: rad");

        (await Run("cards", "test", cards.Folder)).Output.Should().EndWith("1 problems in " + cards.Folder + ": no case was run.\n");
        (await Run("cards", "test", Path.Combine(cards.Folder, "nowhere"))).Code.Should().Be(1);
    }

    [Fact]
    public async Task New_starts_a_card_that_lacks_nothing_but_its_sentences()
    {
        var (code, output) = await Run("cards", "new", "TS-NEW", cards.Folder);

        code.Should().Be(0);
        output.Should().Contain("ts-new/card.yaml").And.Contain("What to do next:");
        (await Run("cards", "check", cards.Folder)).Output.TrimEnd().Split('\n')[..^1].Should().OnlyContain(l => l.StartsWith("ts-new/"));

        foreach (var file in Directory.EnumerateFiles(Path.Combine(cards.Folder, "ts-new"), "*.yaml", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("citation: ''", "citation: 'Nobody. PMID 12345.'", StringComparison.Ordinal).Replace("''", "'Sentence.'", StringComparison.Ordinal));
        (await Run("cards", "check", cards.Folder)).Code.Should().Be(0);
        (await Run("cards", "test", cards.Folder)).Should().Be((0, "12 cases passed, 0 failed\n"));
    }

    [Theory]
    [InlineData("TS-VIEW", "is there already")]
    [InlineData("new", "is no rule id")]
    [InlineData("../TS-NEW", "is no rule id")]
    public async Task New_refuses_what_is_no_new_rule(string id, string why)
    {
        var (code, output) = await Run("cards", "new", id, cards.Folder);

        code.Should().Be(1);
        output.Should().Contain(why);
    }
}
