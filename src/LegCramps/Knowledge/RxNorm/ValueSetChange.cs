namespace LegCramps.Knowledge.RxNorm;

/// <summary>What an RxNorm release would change in one value set.</summary>
public sealed record ValueSetChange
{
    /// <summary>Relative to the card folder.</summary>
    public required string File { get; init; }

    /// <summary>The name of the set as a card says it.</summary>
    public required string Title { get; init; }

    /// <summary>Codes that are already there.</summary>
    public required int Present { get; init; }

    public required IReadOnlyList<RxNormCode> Added { get; init; }

    public required IReadOnlyList<(RxNormCode New, string Old)> Renamed { get; init; }

    /// <summary>Codes that stay although RxNorm suppresses them, because orders of old carry them.</summary>
    public required IReadOnlyList<RxNormCode> Suppressed { get; init; }

    /// <summary>Codes that this release does not know as concepts of RxNorm. Never removed by a program.</summary>
    public required IReadOnlyList<RxNormCode> Gone { get; init; }

    /// <summary>Codes that the walk did not come to: somebody chose them by hand. Never removed by a program.</summary>
    public required IReadOnlyList<RxNormCode> ByHand { get; init; }

    /// <summary>Codes whose mark for being suppressed is missing, or stands there without reason.</summary>
    public required IReadOnlyList<string> Remarked { get; init; }

    /// <summary>True when there is something to write.</summary>
    public bool IsAny => Added.Count + Renamed.Count + Remarked.Count > 0;
}

/// <param name="Code">The RXCUI.</param>
/// <param name="Display">The name in RxNorm, or in the value set when RxNorm does not know the code.</param>
/// <param name="Type">RxNorm's term type; empty when RxNorm does not know the code.</param>
/// <param name="Ndcs">How many package codes the product has; null when the release was read without them.</param>
public sealed record RxNormCode(string Code, string Display, string Type, int? Ndcs);

/// <summary>What came of reading a release against the value sets of a card folder.</summary>
public sealed record RxNormImportResult
{
    /// <summary>What makes an import impossible; then there is nothing else.</summary>
    public required IReadOnlyList<CardProblem> Problems { get; init; }

    public IReadOnlyList<ValueSetChange> Changes { get; init; } = [];

    /// <summary>The first of the lines that could not be read.</summary>
    public IReadOnlyList<CardProblem> Malformed { get; init; } = [];

    public int MalformedCount { get; init; }

    public int ConceptCount { get; init; }

    public int RelationCount { get; init; }

    public bool NdcsRead { get; init; }
}
