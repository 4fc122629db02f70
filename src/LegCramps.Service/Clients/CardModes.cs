using System.Collections.ObjectModel;
using LegCramps.Composition;
using LegCramps.Knowledge;

namespace LegCramps.Service.Clients;

/// <summary>Which cards are on, silent or off against their own status: for everybody (<c>LegCramps:CardModes</c>), or for a client (<c>Clients:n:Cards</c>).</summary>
internal static class CardModes
{
    /// <summary>By rule id; what is said here comes before what is said for everybody.</summary>
    public static IReadOnlyDictionary<string, CardMode> Of(IReadOnlyDictionary<string, string> said, IReadOnlyDictionary<string, CardMode>? forEverybody = null)
    {
        var modes = new Dictionary<string, CardMode>(forEverybody ?? ReadOnlyDictionary<string, CardMode>.Empty, StringComparer.OrdinalIgnoreCase);
        foreach (var (rule, mode) in said) modes[rule] = Parse(mode) ?? CardMode.On;
        return modes;
    }

    public static IEnumerable<string> Problems(Settings settings, KnowledgeBase? knowledge) =>
        settings.Clients.SelectMany((client, i) => Problems($"Clients:{i}:Cards", client.Cards, knowledge))
            .Concat(Problems("LegCramps:CardModes", settings.LegCramps.CardModes, knowledge));

    private static IEnumerable<string> Problems(string path, Dictionary<string, string> modes, KnowledgeBase? knowledge)
    {
        foreach (var (rule, mode) in modes)
        {
            if (Parse(mode) is null) yield return $"{path}:{rule}: '{mode}' is not one of on, silent, off";
            if (knowledge?.Cards.Any(c => string.Equals(c.Id, rule, StringComparison.OrdinalIgnoreCase)) == false) yield return $"{path}:{rule}: there is no card with this rule id, or it is retired";
        }
    }

    private static CardMode? Parse(string mode) => mode switch { "on" => CardMode.On, "silent" => CardMode.Silent, "off" => CardMode.Off, _ => null };
}
