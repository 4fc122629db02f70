using LegCramps.Evaluation;
using LegCramps.Knowledge;
using LegCramps.Service.Clients.Keys;
using LegCramps.Service.Feedback;
using LegCramps.Service.Limits;
using LegCramps.Service.Store;

namespace LegCramps.Service.Clients;

/// <summary>Checks each setting and reports every problem, not only the first.</summary>
internal static class SettingsCheck
{
    private const int ShortestSecret = 16;

    public static IEnumerable<string> Problems(Settings settings) =>
    [
        .. Problems(settings.LegCramps),
        .. LimitsCheck.Problems(settings.LegCramps),
        .. SnoozeOptions.Problems(settings.LegCramps.Snooze),
        .. StoreCheck.Problems(settings.Store),
        .. Url("PublicBaseUrl", settings.PublicBaseUrl),
        .. Url("CardPagesUrl", settings.CardPagesUrl),
        .. settings.Clients.SelectMany((client, i) => Problems(client, $"Clients:{i}")),
        .. settings.Clients.GroupBy(c => c.Issuer, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1)
            .Select(g => $"Clients: the issuer '{g.Key}' stands there {g.Count()} times"),
        .. settings.Clients.Where(c => c.CertificateThumbprint is not null).GroupBy(c => ClientCertificate.Normalized(c.CertificateThumbprint!), StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => $"Clients: the certificate '{g.Key}' stands there {g.Count()} times"),
        .. settings.Redis is { } redis && !RedisConnection.IsValid(redis) ? ["ConnectionStrings:Redis: is not a Redis configuration such as redis.example.org:6379,password=...,ssl=true"] : Array.Empty<string>(),
    ];

    /// <summary>What every section says of a number that is out of its range.</summary>
    public static IEnumerable<string> Between(string path, long value, long least, long most) =>
        value >= least && value <= most ? [] : [$"{path}: {value} is not between {least} and {most}"];

    private static IEnumerable<string> Problems(LegCrampsOptions options)
    {
        foreach (var problem in OneOf("LegCramps:Gate", options.Gate, Gates.Levels)) yield return problem;
        foreach (var problem in OneOf("LegCramps:Jurisdiction", options.Jurisdiction, Situation.Jurisdictions)) yield return problem;
        foreach (var problem in Between("LegCramps:MaxCards", options.MaxCards, 1, 20)) yield return problem;
        foreach (var problem in Between("LegCramps:MaxRequestBodyBytes", options.MaxRequestBodyBytes, 1024, int.MaxValue)) yield return problem;
        if (options.Secret is { Length: < ShortestSecret }) yield return $"LegCramps:Secret: shorter than {ShortestSecret} characters";
        foreach (var origin in options.AllowedOrigins)
        {
            if (!IsOrigin(origin)) yield return $"LegCramps:AllowedOrigins: '{origin}' is not an origin such as https://ehr.example.org";
        }
    }

    private static IEnumerable<string> Problems(ClientOptions client, string path)
    {
        if (client.Issuer.Length == 0) yield return $"{path}:Issuer: missing";
        if (!client.HasKeys && client.CertificateThumbprint is null) yield return $"{path}: needs JwksFile or JwksUrl, or CertificateThumbprint";
        if (client.JwksFile is { } file && KeyFile.Problem(file) is { } unreadable) yield return $"{path}:JwksFile: {unreadable}";
        if (client.CertificateThumbprint is { } thumbprint && !ClientCertificate.IsThumbprint(thumbprint)) yield return $"{path}:CertificateThumbprint: '{thumbprint}' is not a SHA-256 thumbprint of 64 hexadecimal digits";
        if (client.Tenants.Length > 0 && !client.HasKeys) yield return $"{path}:Tenants: only a token names its tenant, and this client has no JwksFile or JwksUrl";
        if (client.MaxTokenMinutes < 1) yield return $"{path}:MaxTokenMinutes: {client.MaxTokenMinutes} is not 1 or more";
        IEnumerable<string> others =
        [
            .. Url($"{path}:JwksUrl", client.JwksUrl),
            .. client.FhirServers.SelectMany(server => Url($"{path}:FhirServers", server)),
            .. client.Gate is { } gate ? OneOf($"{path}:Gate", gate, Gates.Levels) : [],
            .. OneOf($"{path}:SelectionBehavior", client.SelectionBehavior, ["any", "at-most-one"]),
            .. client.Algorithms.SelectMany(algorithm => OneOf($"{path}:Algorithms", algorithm, SigningAlgorithm.Names)),
        ];
        foreach (var problem in others) yield return problem;
    }

    private static IEnumerable<string> OneOf(string path, string value, IReadOnlyList<string> allowed) =>
        allowed.Contains(value, StringComparer.Ordinal) ? [] : [$"{path}: '{value}' is not one of {string.Join(", ", allowed)}"];

    private static IEnumerable<string> Url(string path, string? value) =>
        value is null || IsWebAddress(value, out _) ? [] : [$"{path}: '{value}' is not an absolute http or https URL"];

    private static bool IsOrigin(string value) => IsWebAddress(value, out var url) && url.GetLeftPart(UriPartial.Authority) == value;

    private static bool IsWebAddress(string value, out Uri url) =>
        Uri.TryCreate(value, UriKind.Absolute, out url!) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;
}
