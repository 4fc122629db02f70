using Microsoft.IdentityModel.JsonWebTokens;

namespace LegCramps.Service.Clients;

/// <summary>A token whose every word fits a configured client, and whose signature nobody has looked at yet.</summary>
internal sealed record PresentedToken(string Text, JsonWebToken Jwt, KnownClient Client)
{
    /// <summary>Until when it would be accepted, and a repetition of it must be refused.</summary>
    public required DateTimeOffset AcceptedUntil { get; init; }

    public string? Tenant => Jwt.TryGetPayloadValue<string>("tenant", out var tenant) ? tenant : null;
}
