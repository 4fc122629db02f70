using FluentAssertions;
using Hl7.FhirPath;
using LegCramps.Cases;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using Xunit;

namespace LegCramps.Tests.Composition;

/// <summary>A failing card loses itself only, and never silently.</summary>
public sealed class FailingCardTests
{
    // A chart at which at least two cards are shown: the first shown case with more than one.
    private static readonly CardCase Situation = CaseFiles.Load(Shipped.Cards).Cases.First(c => c.IsShown && Respond(Shipped.Knowledge, c).Cards.Count > 1);

    [Fact]
    public void A_condition_that_throws_takes_only_its_own_card()
    {
        var before = Respond(Shipped.Knowledge, Situation);
        var rule = Shipped.Knowledge.Cards.First(c => Topic(c) == before.Cards[0].Source.Topic.Code);

        var after = Respond(With(rule, rule with { Condition = (_, _) => throw new InvalidOperationException("a fault") }), Situation);

        after.Failed.Should().Equal(rule.Id);
        after.Cards.Select(c => c.Source.Topic.Code).Should().Equal(before.Cards.Skip(1).Select(c => c.Source.Topic.Code));
        Composer.State(after, Read(Situation).Chart!, 0).CardsFailed.Should().Equal(rule.Id);
    }

    [Fact]
    public void A_token_that_throws_takes_only_its_own_card()
    {
        var before = Respond(Shipped.Knowledge, Situation);
        var rule = Shipped.Knowledge.Cards.First(c => Topic(c) == before.Cards[0].Source.Topic.Code);
        var template = rule.Template with { Detail = Template.Parse("{{(%plan.title > 1).toString()}}") };

        var after = Respond(With(rule, rule with { Template = template }), Situation);

        after.Failed.Should().Equal(rule.Id);
        after.Cards.Should().HaveCount(before.Cards.Count - 1);
    }

    [Fact]
    public void Cards_beyond_the_most_of_a_response_are_named()
    {
        var all = Respond(Shipped.Knowledge, Situation);

        var one = Respond(Shipped.Knowledge, Situation, maxCards: 1);

        one.Cards.Select(c => c.Uuid).Should().Equal(all.Cards[0].Uuid);
        one.WithoutRoom.Should().HaveCount(all.Cards.Count - 1);
    }

    [Fact]
    public void The_same_order_is_offered_once_in_a_response() =>
        Respond(Shipped.Knowledge, Situation).Cards.SelectMany(c => c.Suggestions ?? []).Select(s => s.Label).Should().OnlyHaveUniqueItems();

    private static ComposedCards Respond(KnowledgeBase knowledge, CardCase situation, int maxCards = 20)
    {
        var read = Read(situation);
        var findings = new Evaluator(knowledge).Evaluate(read.Chart!, new Situation(situation.Hook, situation.Gate, situation.Today)).Findings;
        return new Composer(knowledge).Compose(findings, read.Chart!, read.Request!, new CompositionOptions { MaxCards = maxCards, Secret = [1] });
    }

    private static ReadResult Read(CardCase situation) =>
        new RequestReader(Shipped.Knowledge.Terminology, new ReaderLimits()).Read(CaseRequest.Body(situation));

    private static KnowledgeBase With(CardDefinition old, CardDefinition replacement) =>
        Shipped.Knowledge with { Cards = [.. Shipped.Knowledge.Cards.Select(c => c == old ? replacement : c)] };

    private static string Topic(CardDefinition card) => card.Id.Replace("-", "");
}
