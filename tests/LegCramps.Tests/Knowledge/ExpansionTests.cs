using System.Text;
using FluentAssertions;
using LegCramps.Knowledge;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge;

/// <summary>What a value set is said to come to is what the index finds.</summary>
public sealed class ExpansionTests
{
    [Fact]
    public void The_expansion_of_the_shipped_sets_is_what_the_index_finds() => Compare(CardFolder.Load(Repository.Cards).Knowledge!);

    [Fact]
    public void An_excluded_code_is_left_out_of_the_set_that_excludes_it_and_kept_by_its_part()
    {
        using var folder = new MadeUpFolder();
        var knowledge = folder.Load().Knowledge!;

        Compare(knowledge);
        Expansion.Of(knowledge, knowledge.Find("blue")!).Select(c => (c.Code, c.Listed.Id)).Should().Equal(("b1", "sky"), ("b2", "sea"));
        Expansion.Of(knowledge, knowledge.Find("sea")!).Select(c => c.Code).Should().Equal("b2", "b3");
    }

    private static void Compare(KnowledgeBase knowledge)
    {
        var index = knowledge.Terminology;
        var sets = knowledge.Concepts.SelectMany(c => Expansion.Of(knowledge, c).Select(e => (e.System, e.Code, c.Index))).GroupBy(e => (e.System, e.Code), e => e.Index);
        foreach (var code in sets)
            index.Find(index.FindSystem(Encoding.UTF8.GetBytes(code.Key.System)), Encoding.UTF8.GetBytes(code.Key.Code)).ToArray().Should().BeEquivalentTo(code, $"{code.Key} is in these sets");
    }
}
