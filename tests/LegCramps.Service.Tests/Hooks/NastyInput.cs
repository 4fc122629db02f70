using System.Text;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>One row of section 8: what some client, bug or attacker sends, and what must come back.</summary>
internal sealed record NastyInput(int Status, string? Element, byte[] Body)
{
    public string Service { get; init; } = "legcramps-patient-view";

    /// <summary>The address, when it is not that of the service.</summary>
    public string? Path { get; init; }

    public string Method { get; init; } = "POST";

    public string? ContentType { get; init; } = "application/json";

    public string? ContentEncoding { get; init; }

    /// <summary>Header <c>Allow</c> of the answer; null when it does not matter.</summary>
    public string? Allow { get; init; }

    /// <summary>Rules that must be among the cards; null when it does not matter.</summary>
    public string[]? Shows { get; init; }

    public bool Silent { get; init; }

    public static NastyInput Ok(Call call, params string[] shows) => Of(200, null, call) with { Shows = shows };

    public static NastyInput Quiet(Call call) => Of(200, null, call) with { Silent = true };

    public static NastyInput Refused(int status, string? element, Call call) => Of(status, element, call);

    public static NastyInput Refused(int status, string? element, string body) => new(status, element, Encoding.UTF8.GetBytes(body));

    public static NastyInput Refused(int status, string? element, byte[] body) => new(status, element, body);

    private static NastyInput Of(int status, string? element, Call call) =>
        new(status, element, Encoding.UTF8.GetBytes(call.ToString())) { Service = $"legcramps-{call.Hook}" };
}
