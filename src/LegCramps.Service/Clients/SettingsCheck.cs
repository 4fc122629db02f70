using LegCramps.Evaluation;
using LegCramps.Knowledge;
using LegCramps.Service.Feedback;
using LegCramps.Service.Store;

namespace LegCramps.Service.Clients;

/// <summary>Checks each setting and reports every problem, not only the first.</summary>
internal static class SettingsCheck
{
    private const int ShortestSecret = 16;

    public static IEnumerable<string> Problems(Settings settings) =>
    [
        .. Problems(settings.LegCramps),
        .. SnoozeOptions.Problems(settings.LegCramps.Snooze),
        .. StoreCheck.Problems(settings.Store),
        .. Url("PublicBaseUrl", settings.PublicBaseUrl),
        .. Url("CardPagesUrl", settings.CardPagesUrl),
        .. settings.Clients.SelectMany((client, i) => Problems(client, $"Clients:{i}")),
        .. settings.Clients.GroupBy(c => c.Issuer, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1)
            .Select(g => $"Clients: the issuer '{g.Key}' stands there {g.Count()} times"),
    ];

    private static IEnumerable<string> Problems(LegCrampsOptions options)
    {
        foreach (var problem in OneOf("LegCramps:Gate", options.Gate, Gates.Levels)) yield return problem;
        foreach (var problem in OneOf("LegCramps:Jurisdiction", options.Jurisdiction, Situation.Jurisdictions)) yield return problem;
        if (options.MaxCards is < 1 or > 20) yield return $"LegCramps:MaxCards: {options.MaxCards} is not between 1 and 20";
        if (options.MaxRequestBodyBytes is < 1024 or > int.MaxValue) yield return $"LegCramps:MaxRequestBodyBytes: {options.MaxRequestBodyBytes} is not between 1024 and {int.MaxValue}";
        if (options.Secret is { Length: < ShortestSecret }) yield return $"LegCramps:Secret: shorter than {ShortestSecret} characters";
        foreach (var origin in options.AllowedOrigins)
        {
            if (!IsOrigin(origin)) yield return $"LegCramps:AllowedOrigins: '{origin}' is not an origin such as https://ehr.example.org";
        }
    }

    private static IEnumerable<string> Problems(ClientOptions client, string path)
    {
        if (client.Issuer.Length == 0) yield return $"{path}:Issuer: missing";
        if (client.JwksFile is null == client.JwksUrl is null) yield return $"{path}: needs either JwksFile or JwksUrl";
        if (client.JwksFile is { } file && !File.Exists(file)) yield return $"{path}:JwksFile: there is no file '{file}'";
        IEnumerable<string> others =
        [
            .. Url($"{path}:JwksUrl", client.JwksUrl),
            .. client.FhirServers.SelectMany(server => Url($"{path}:FhirServers", server)),
            .. client.Gate is { } gate ? OneOf($"{path}:Gate", gate, Gates.Levels) : [],
            .. OneOf($"{path}:SelectionBehavior", client.SelectionBehavior, ["any", "at-most-one"]),
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
