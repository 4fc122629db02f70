using System.Buffers.Text;
using System.Security.Cryptography;
using LegCramps.Composition;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Feedback;

/// <summary>
/// Names what may be snoozed for whom, under a key that only this deployment knows: nobody can turn a name back into a patient,
/// and names of two rules do not even show that they belong to one patient.
/// </summary>
internal sealed class SnoozeKeys(DeploymentSecret secret)
{
    private const int Bytes = 16;

    // A key of its own, so that no name here can equal the uuid of a card.
    private readonly byte[] key = HMACSHA256.HashData(secret.Key, "legcramps snooze"u8);

    /// <summary>The rule, for this patient.</summary>
    public string Rule(CdsClient client, string patient, string rule) => Name([client.Id, client.Tenant ?? "", patient, rule]);

    /// <summary>The rule, for this patient, made by the same records, at this hook; null when a record cannot be told from another.</summary>
    public string? Showing(CdsClient client, string patient, DueCard card, string hook)
    {
        var evidence = card.Finding.Evidence.Select(e => e.Fact.Reference is { } reference ? $"{e.Concept.Id} {reference}" : null).Order(StringComparer.Ordinal).ToList();
        return evidence.Count == 0 || evidence.Contains(null) ? null : Name([client.Id, client.Tenant ?? "", patient, card.Rule, hook, .. evidence.OfType<string>()]);
    }

    private string Name(IEnumerable<string> parts) => Base64Url.EncodeToString(NameHash.Of(key, parts).AsSpan(0, Bytes));
}
