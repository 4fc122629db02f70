using LegCramps.CdsHooks;
using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Service.Feedback;

namespace LegCramps.Service.Hooks;

/// <summary>What a hook call came to: a response with cards, or the problem that stands in the way of one.</summary>
public sealed record HookAnswer
{
    public CdsResponse? Response { get; init; }

    public RequestProblem? Problem { get; init; }

    /// <summary>What became of each card, for the counts.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What became of each card that was due; null without a response.</summary>
    public ComposedCards? Composed { get; init; }

    /// <summary>What snooze is to remember of the cards shown.</summary>
    internal Snoozed Snoozed { get; init; } = Snoozed.Nothing;

    /// <summary>Rules whose card failed.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    public Completeness? Completeness { get; init; }

    public static implicit operator HookAnswer(RequestProblem problem) => new() { Problem = problem };
}
