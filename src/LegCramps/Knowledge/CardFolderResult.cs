namespace LegCramps.Knowledge;

/// <summary>A card folder that was read: frozen knowledge, or everything that is wrong with it.</summary>
public sealed record CardFolderResult
{
    /// <summary>Null when there is any problem: a card that breaks never starts the service.</summary>
    public KnowledgeBase? Knowledge { get; init; }

    /// <summary>All problems at once, by file and line.</summary>
    public required IReadOnlyList<CardProblem> Problems { get; init; }

    /// <summary>What is worth a look but breaks nothing, such as a value set that nothing uses.</summary>
    public required IReadOnlyList<CardProblem> Notes { get; init; }
}

/// <summary>One thing that is wrong in the card folder.</summary>
/// <param name="File">Relative to the card folder, with forward slashes.</param>
/// <param name="Line">Counted from one.</param>
/// <param name="Text">What is wrong, in words for the person who wrote the file.</param>
public sealed record CardProblem(string File, int Line, string Text)
{
    public override string ToString() => $"{File}:{Line}: {Text}";
}
