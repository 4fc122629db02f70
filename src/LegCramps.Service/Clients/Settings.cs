using LegCramps.Service.Store;

namespace LegCramps.Service.Clients;

/// <summary>The configuration, bound and checked once at the start.</summary>
public sealed record Settings
{
    private const string DefaultManagementUrl = "http://127.0.0.1:5081";

    public LegCrampsOptions LegCramps { get; } = new();

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
            PublicBaseUrl = configuration["PublicBaseUrl"],
            CardPagesUrl = configuration["CardPagesUrl"],
            ManagementUrls = ManagementAddress.Split(configuration["Management:Urls"] ?? (isDevelopment ? null : DefaultManagementUrl)),
            Clients = clients,
        };
        Bind(configuration.GetSection("LegCramps"), settings.LegCramps, problems);
        Bind(configuration.GetSection("Store"), settings.Store, problems);
        settings = settings with { Store = settings.Store with { Connection = configuration.GetConnectionString("Store") ?? settings.DefaultStore } };
        return settings with { Problems = [.. problems, .. SettingsCheck.Problems(settings), .. ManagementAddress.Problems(configuration, settings.ManagementUrls), .. Access.Problems(settings, isDevelopment)] };
    }

    // A file beside the secret; PostgreSQL has no default.
    private string DefaultStore => Store.Provider == StoreOptions.Sqlite ? Database.FileConnection(Path.Combine(LegCramps.DataFolder, "legcramps.db")) : "";

    // Key by key, so that one value that cannot be converted does not hide the next.
    private static void Bind(IConfigurationSection section, object options, List<string> problems)
    {
        foreach (var key in section.GetChildren())
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
}
