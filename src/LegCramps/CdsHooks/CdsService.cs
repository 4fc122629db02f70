namespace LegCramps.CdsHooks;

/// <summary>The discovery document: <c>GET /cds-services</c>.</summary>
public sealed record CdsServices
{
    public required IReadOnlyList<CdsService> Services { get; init; }
}

/// <summary>One service as discovery announces it.</summary>
public sealed record CdsService
{
    public required string Hook { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Id { get; init; }

    public required IReadOnlyDictionary<string, string> Prefetch { get; init; }

    public required string UsageRequirements { get; init; }

    /// <summary>The CDS Hooks specification version, not the product's.</summary>
    public required string Version { get; init; }

    public required string HookVersion { get; init; }
}
