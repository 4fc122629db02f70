using LegCramps.Service.Clients;
using LegCramps.Service.Hooks;

namespace LegCramps.Service;

/// <summary>The address for operators and committees: figures, reports and pages for people are served there and nowhere else.</summary>
internal static class ManagementAddress
{
    private const string Endpoints = "Kestrel:Endpoints";

    private static readonly char[] Separators = [';', ' '];

    public static string[] Split(string? urls) => urls?.Split(Separators, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Lets the server listen there too, whichever way the operator has said where it listens.</summary>
    public static void AddManagementAddress(this ConfigurationManager configuration, Settings settings)
    {
        if (settings.ManagementUrls.Count == 0) return;
        // Endpoints in the configuration take the place of every other address, so it has to stand among them.
        if (configuration.GetSection(Endpoints).GetChildren().Any())
        {
            foreach (var (i, url) in settings.ManagementUrls.Index()) configuration[$"{Endpoints}:Management{i}:Url"] = url;
        }
        else
        {
            configuration[WebHostDefaults.ServerUrlsKey] = string.Join(';', [.. PublicUrls(configuration), .. settings.ManagementUrls]);
        }
    }

    /// <summary>A group of endpoints that exist on the management address only. The port that the connection came in by decides: a Host header can say anything.</summary>
    public static RouteGroupBuilder MapManagement(this IEndpointRouteBuilder app, Settings settings)
    {
        var group = app.MapGroup("");
        int[] ports = [.. settings.ManagementUrls.Select(url => BindingAddress.Parse(url).Port)];
        if (ports.Length == 0) return group;
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            var serve = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => ports.Contains(http.Connection.LocalPort) ? serve(http) : Refusal.UnknownPath.ExecuteAsync(http);
        });
        return group;
    }

    public static IEnumerable<string> Problems(IConfiguration configuration, IReadOnlyList<string> managementUrls)
    {
        var taken = PublicUrls(configuration).Select(Parse).OfType<BindingAddress>().Select(a => a.Port).ToHashSet();
        foreach (var url in managementUrls)
        {
            if (Parse(url) is not { Scheme: "http" or "https", IsUnixPipe: false, IsNamedPipe: false, PathBase: "" } address || address.Port == 0)
                yield return $"Management:Urls: '{url}' is not an http or https URL with a port, such as http://127.0.0.1:5081";
            else if (taken.Contains(address.Port))
                yield return $"Management:Urls: port {address.Port} is the public one; the management address needs a port of its own";
        }
    }

    /// <summary>Where ASP.NET Core would listen: endpoints of the configuration, else <c>urls</c>, else the ports that containers set, else its default.</summary>
    private static string[] PublicUrls(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection(Endpoints).GetChildren().Select(e => e["Url"]).OfType<string>()];
        if (endpoints.Length > 0) return endpoints;
        if (Split(configuration[WebHostDefaults.ServerUrlsKey]) is { Length: > 0 } urls) return urls;
        string[] ports = [.. Ports(WebHostDefaults.HttpPortsKey, "http"), .. Ports(WebHostDefaults.HttpsPortsKey, "https")];
        return ports.Length > 0 ? ports : ["http://localhost:5000"];

        IEnumerable<string> Ports(string key, string scheme) => Split(configuration[key]).Select(port => $"{scheme}://*:{port}");
    }

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
