using LegCramps.Service.Fhir;
using LegCramps.Service.Store;

namespace LegCramps.Service.Clients;

/// <summary>The configuration, bound and checked once at the start.</summary>
public sealed record Settings
{
    private const string DefaultManagementUrl = "http://127.0.0.1:5081";

    public LegCrampsOptions LegCramps { get; } = new();

    public FhirOptions Fhir { get; } = new();

    /// <summary>The address that clients call, as tokens name it in <c>aud</c>.</summary>
    public string? PublicBaseUrl { get; private init; }

    /// <summary>Where figures, reports and pages are served, and only there; empty when everything is served on one address.</summary>
    public IReadOnlyList<string> ManagementUrls { get; private init; } = [];

    /// <summary>Where prescribers reach the pages of the cards, when that is not the public address.</summary>
    public string? CardPagesUrl { get; private init; }

    /// <summary>The address under which every card has its page; null when nobody says which, because a link on a card may not lead nowhere.</summary>
    public string? CardPages => CardPagesUrl?.TrimEnd('/') ?? (ManagementUrls.Count == 0 && PublicBaseUrl is { } url ? $"{url.TrimEnd('/')}/cards" : null);

    public StoreOptions Store { get; private init; } = new();

    public IReadOnlyList<ClientOptions> Clients { get; private init; } = [];

    /// <summary>Whether discovery, too, is for known clients only.</summary>
    public bool RequireTokenForDiscovery { get; private init; }

    /// <summary>What several instances share; null keeps everything in memory.</summary>
    public string? Redis { get; private init; }

    /// <summary>Nobody is configured, so everybody is answered; only Development starts like that.</summary>
    public bool OpenAccess => Clients.Count == 0;

    /// <summary>Everything that is wrong with the configuration; the service does not start unless this is empty.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    public static Settings Read(IConfiguration configuration, bool isDevelopment)
    {
        var problems = new List<string>();
        var clients = new List<ClientOptions>();
        foreach (var section in configuration.GetSection("Clients").GetChildren())
        {
            var client = new ClientOptions();
            Bind(section, client, problems);
            clients.Add(client);
        }

        var settings = new Settings
        {
            PublicBaseUrl = Said(configuration["PublicBaseUrl"]),
            CardPagesUrl = Said(configuration["CardPagesUrl"]),
            ManagementUrls = ManagementAddress.Split(Said(configuration["Management:Urls"]) ?? (isDevelopment ? null : DefaultManagementUrl)),
            Clients = clients,
            RequireTokenForDiscovery = Flag(configuration, nameof(RequireTokenForDiscovery), problems),
            Redis = Said(configuration.GetConnectionString("Redis")),
        };
        Bind(configuration.GetSection("LegCramps"), settings.LegCramps, problems);
        Bind(configuration.GetSection("Fhir"), settings.Fhir, problems);
        Bind(configuration.GetSection("Store"), settings.Store, problems);
        settings = settings with { Store = settings.Store with { Connection = Said(configuration.GetConnectionString("Store")) ?? settings.DefaultStore } };
        var servers = clients.SelectMany((client, i) => client.FhirServers.Select(url => ($"Clients:{i}:FhirServers", url)));
        problems.AddRange(settings.Fhir.Problems(servers, isDevelopment));
        return settings with { Problems = [.. problems, .. SettingsCheck.Problems(settings), .. ManagementAddress.Problems(configuration, settings.ManagementUrls), .. Access.Problems(settings, isDevelopment)] };
    }

    // A file beside the secret; PostgreSQL has no default.
    private string DefaultStore => Store.Provider == StoreOptions.Sqlite ? Database.FileConnection(Path.Combine(LegCramps.DataFolder, "legcramps.db")) : "";

    // An environment variable that is empty says nothing.
    private static string? Said(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static bool Flag(IConfiguration configuration, string key, List<string> problems)
    {
        if (Said(configuration[key]) is not { } value) return false;
        if (!bool.TryParse(value, out var flag)) problems.Add($"{key}: '{value}' is not true or false");
        return flag;
    }

    // Key by key, so that one value that cannot be converted does not hide the next.
    private static void Bind(IConfigurationSection section, object options, List<string> problems)
    {
        foreach (var key in Keys(section))
        {
            var values = key.AsEnumerable().Select(v => KeyValuePair.Create(v.Key[(section.Path.Length + 1)..], v.Value));
            try
            {
                new ConfigurationBuilder().AddInMemoryCollection(values).Build().Bind(options);
            }
            catch (InvalidOperationException)
            {
                problems.Add($"{key.Path}: '{key.Value}' is not a value of the expected kind (a whole number, or true or false)");
            }
        }
    }

    // A value or a list stands for itself, a section for the keys in it.
    private static IEnumerable<IConfigurationSection> Keys(IConfigurationSection section) =>
        section.GetChildren().SelectMany(key => key.Value is null && key.GetChildren().Any(child => !char.IsAsciiDigit(child.Key[0])) ? Keys(key) : [key]);
}
