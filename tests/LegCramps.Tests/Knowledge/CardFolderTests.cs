using FluentAssertions;
using LegCramps.Knowledge;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge;

public sealed class CardFolderTests : IDisposable
{
    private readonly MadeUpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_good_folder_loads()
    {
        var result = folder.Load();

        result.Problems.Should().BeEmpty();
        result.Notes.Should().BeEmpty();
        result.Knowledge!.Cards.Select(c => c.Id).Should().Equal("TS-VIEW", "TS-ORDER");
        result.Knowledge.Concepts.Select(c => c.Id).Should().Equal("blue", "contributor", "red", "sea", "size", "sky");
        result.Knowledge.Concepts.Select(c => c.Index).Should().Equal(0, 1, 2, 3, 4, 5);
        result.Knowledge.Gates.Core.Select(c => c.Id).Should().Equal("blue");
        result.Knowledge.DefaultWithoutClinicalStatusDays.Should().Be(365);
        result.Knowledge.Currency[2].Should().BeEquivalentTo(new CurrencyRule { WithoutClinicalStatusDays = int.MaxValue, ConditionWithinDays = 900 });
    }

    [Fact]
    public void A_code_belongs_to_its_set_and_to_all_sets_above_it()
    {
        var knowledge = folder.Load().Knowledge!;

        knowledge.Find("sea")!.Ancestors.Select(a => knowledge.Concepts[a].Id).Should().Equal("blue", "contributor");
        ConceptsOf(knowledge, "b2").Should().Equal("blue", "contributor", "sea");
    }

    [Fact]
    public void An_exclude_takes_a_code_out_of_the_set_that_says_so_and_out_of_those_above_but_not_out_of_its_own()
    {
        ConceptsOf(folder.Load().Knowledge!, "b3").Should().Equal("sea");
    }

    [Fact]
    public void A_code_is_found_under_another_spelling_of_its_system()
    {
        ConceptsOf(folder.Load().Knowledge!, "r1", "urn:oid:1.2.3").Should().Equal("red");
    }

    [Fact]
    public void Inputs_say_what_they_look_for()
    {
        var inputs = folder.Load().Knowledge!.Cards[1].Inputs;

        inputs.Select(i => (i.Id, i.Concept.Id, i.Draft, i.Needed, i.WithinDays)).Should().Equal(("draft", "blue", true, true, null), ("size", "size", false, false, 90));
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        folder.Replace("value-sets/red.yaml", "version: '1.0.0'", "version: one");
        folder.Replace("value-sets/sky.yaml", "status: active", "status: actve");
        folder.Replace("gates.yaml", "core: [blue]", "core: [blu]");
        folder.Replace("ts-view/card.yaml", "%core.title", "%cor.titel");
        folder.Replace("ts-view/plandefinition.yaml", "%found.exists()", "%found.exist()");
        folder.Delete("ts-order/card.yaml");

        var result = folder.Load();

        result.Knowledge.Should().BeNull();
        result.Problems.Select(p => p.File).Distinct().Should().Equal(
            "gates.yaml", "ts-order/card.yaml", "ts-view/card.yaml", "ts-view/plandefinition.yaml", "value-sets/contributor.yaml", "value-sets/red.yaml", "value-sets/sky.yaml");
    }

    [Fact]
    public void A_problem_reads_as_file_line_and_text()
    {
        folder.Replace("value-sets/red.yaml", "status: active", "status: actve");

        folder.Load().Problems.Should().ContainSingle().Which.ToString()
            .Should().Be("value-sets/red.yaml:7: Value 'actve' is not a correct code for valueset 'PublicationStatus'. (ValueSet.status)");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem_and_no_exception()
    {
        CardFolder.Load(Path.Combine(folder.Path, "nowhere")).Problems.Should().ContainSingle().Which.Text.Should().Contain("there is no card folder");
    }

    [Theory]
    [InlineData("gates.yaml")]
    [InlineData("currency.yaml")]
    [InlineData("code-systems.yaml")]
    [InlineData("wording.yaml")]
    [InlineData("override-reasons.yaml")]
    [InlineData("ts-view/plandefinition.yaml")]
    [InlineData("ts-view/card.yaml")]
    public void A_missing_file_is_named(string file)
    {
        folder.Delete(file);

        folder.Load().Problems.Should().Contain(new CardProblem(file, 1, "the file is missing"));
    }

    [Theory]
    [InlineData("gate.yaml")]
    [InlineData("value-sets/green.yml")]
    [InlineData("ts-view/notes.txt")]
    [InlineData("ts-view/cases/maybe-red.yaml")]
    public void A_file_that_nobody_reads_is_named(string file)
    {
        folder.Write(file, "a: b");

        folder.Load().Problems.Should().Contain(p => p.File == file && p.Text.Contains("nothing reads"));
    }

    [Fact]
    public void A_card_needs_one_shown_and_three_silent_cases()
    {
        folder.Delete("ts-view/cases/shown-red.yaml");
        folder.Delete("ts-view/cases/silent-nothing.yaml");

        folder.Load().Problems.Select(p => p.Text).Should().HaveCount(2).And.Contain(t => t.Contains("shown-")).And.Contain(t => t.Contains("3 cases"));
    }

    [Fact]
    public void A_retired_card_is_checked_but_not_evaluated()
    {
        folder.Replace("ts-view/plandefinition.yaml", "status: active", "status: retired");

        folder.Load().Knowledge!.Cards.Select(c => c.Id).Should().Equal("TS-ORDER");
    }

    [Fact]
    public void A_value_set_that_nothing_uses_is_a_note_and_no_problem()
    {
        folder.Write("value-sets/green.yaml", folder.Read("value-sets/size.yaml").Replace("size", "green", StringComparison.Ordinal).Replace("Size", "Green", StringComparison.Ordinal));

        var result = folder.Load();

        result.Problems.Should().BeEmpty();
        result.Notes.Should().ContainSingle().Which.Text.Should().Be("nothing uses green");
    }

    private static IEnumerable<string> ConceptsOf(KnowledgeBase knowledge, string code, string system = "http://example.org/codes")
    {
        var number = knowledge.Terminology.FindSystem(System.Text.Encoding.UTF8.GetBytes(system));
        return knowledge.Terminology.Find(number, System.Text.Encoding.UTF8.GetBytes(code)).ToArray().Select(i => knowledge.Concepts[i].Id);
    }
}
