using LegCramps.CdsHooks;
using LegCramps.Evaluation;
using LegCramps.Facts;

namespace LegCramps.Service.Hooks;

/// <summary>What a hook call came to: a response with cards, or the problem that stands in the way of one.</summary>
public sealed record HookAnswer
{
    public CdsResponse? Response { get; init; }

    public RequestProblem? Problem { get; init; }

    /// <summary>What became of each card, for the counts.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Rules whose card failed.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    public Completeness? Completeness { get; init; }

    public static implicit operator HookAnswer(RequestProblem problem) => new() { Problem = problem };
}
