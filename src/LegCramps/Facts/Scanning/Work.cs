using static Hl7.Fhir.Model.OperationOutcome;

namespace LegCramps.Facts.Scanning;

/// <summary>Counts the steps from reference to reference: a small body can ask for billions of them, a real one for some thousands.</summary>
internal sealed class Work
{
    private const long Most = 5_000_000;

    private static readonly RequestProblem TooMuch =
        new(ProblemKind.TooLarge, IssueType.TooCostly, null, $"Following the references between the resources takes more than {Most} steps.");

    private long done;

    /// <summary>Set when the request asks for more than is done for one.</summary>
    public RequestProblem? Problem => done > Most ? TooMuch : null;

    public void Add(long steps) => done += steps;

    public void Reset() => done = 0;
}
