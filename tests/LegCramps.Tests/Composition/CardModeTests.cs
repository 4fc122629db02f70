using FluentAssertions;
using Hl7.Fhir.Model;
using LegCramps.Cases;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using Xunit;

namespace LegCramps.Tests.Composition;

/// <summary>On, silent, off; and what was snoozed leaves its room to others.</summary>
public sealed class CardModeTests
{
    private static readonly CardCase Situation = CaseFiles.Load(Shipped.Cards).Cases.First(c => c.IsShown && Due(Shipped.Knowledge, c).Cards.Count(d => !d.IsCritical) > 1);

    private static readonly DueCards All = Due(Shipped.Knowledge, Situation);

    [Fact]
    public void A_draft_is_composed_and_not_shown()
    {
        var first = All.Cards[0];

        var composed = Choose(Due(WithStatus(first.Rule, PublicationStatus.Draft), Situation));

        composed.Silent.Should().ContainSingle().Which.Card.Uuid.Should().Be(first.Card.Uuid);
        composed.Shown.Select(d => d.Rule).Should().Equal(All.Cards.Skip(1).Select(d => d.Rule));
        composed.Cards.Should().HaveCount(All.Cards.Count - 1);
    }

    [Fact]
    public void A_draft_that_is_on_for_a_client_is_shown()
    {
        var rule = All.Cards[0].Rule;

        Choose(Due(WithStatus(rule, PublicationStatus.Draft), Situation, (rule, CardMode.On))).Shown.Select(d => d.Rule).Should().Equal(All.Cards.Select(d => d.Rule));
    }

    [Theory]
    [InlineData(CardMode.Silent, 1)]
    [InlineData(CardMode.Off, 0)]
    public void An_active_card_can_be_silent_or_off(CardMode mode, int silent)
    {
        var composed = Choose(Due(Shipped.Knowledge, Situation, (All.Cards[0].Rule, mode)));

        composed.Silent.Should().HaveCount(silent);
        composed.Shown.Should().HaveCount(All.Cards.Count - 1);
    }

    [Fact]
    public void A_snoozed_card_leaves_its_room_to_the_next_and_is_named()
    {
        var snoozed = All.Cards.First(d => !d.IsCritical);

        var composed = Choose(All, snoozed.Card.Uuid, maxCards: All.Cards.Count - 1);

        composed.Snoozed.Should().Equal(snoozed);
        composed.Shown.Should().Equal(All.Cards.Where(d => d != snoozed));
        composed.WithoutRoom.Should().BeEmpty();
        Composer.State(composed, Read(Situation).Chart!, unreadableResults: 0).CardsSnoozed.Should().Equal(snoozed.Rule);
    }

    [Fact]
    public void A_critical_card_cannot_be_snoozed()
    {
        var due = CaseFiles.Load(Shipped.Cards).Cases.Where(c => c.IsShown).Select(c => Due(Shipped.Knowledge, c)).First(d => d.Cards.Any(c => c.IsCritical));
        var critical = due.Cards.First(c => c.IsCritical);

        Choose(due, critical.Card.Uuid).Shown.Should().Contain(critical);
    }

    private static DueCards Due(KnowledgeBase knowledge, CardCase situation, params (string Rule, CardMode Mode)[] modes)
    {
        var read = Read(situation);
        var findings = new Evaluator(knowledge).Evaluate(read.Chart!, new Situation(situation.Hook, situation.Gate, situation.Today)).Findings;
        return new Composer(knowledge).Due(findings, read.Chart!, read.Request!, new CompositionOptions { Secret = [1], Modes = modes.ToDictionary(m => m.Rule, m => m.Mode) });
    }

    private static ComposedCards Choose(DueCards due, string snoozed = "", int maxCards = 20) =>
        Composer.Choose(due, new HashSet<string> { snoozed }, new CompositionOptions { MaxCards = maxCards, Secret = [1] });

    private static ReadResult Read(CardCase situation) => new RequestReader(Shipped.Knowledge.Terminology, new ReaderLimits()).Read(CaseRequest.Body(situation));

    private static KnowledgeBase WithStatus(string rule, PublicationStatus status) => Shipped.Knowledge with
    {
        Cards = [.. Shipped.Knowledge.Cards.Select(c => c.Id == rule ? c with { Plan = With(c.Plan, status) } : c)],
    };

    private static PlanDefinition With(PlanDefinition plan, PublicationStatus status)
    {
        var copy = (PlanDefinition)plan.DeepCopy();
        copy.Status = status;
        return copy;
    }
}
