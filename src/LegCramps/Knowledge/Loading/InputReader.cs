using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hl7.Fhir.Model;
using LegCramps.Knowledge.Expressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads the DataRequirements of an action, in the few forms that have a meaning here.</summary>
internal sealed partial class InputReader(YamlFile file, Concepts concepts, Problems problems)
{
    private static readonly string[] Understood = ["id", "type", "codeFilter", "dateFilter"];

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public CardInput? Read(JsonNode node, bool needed)
    {
        var before = problems.Count;
        if (node is JsonObject mapping)
        {
            foreach (var other in mapping.Where(m => !Understood.Contains(m.Key))) Problem(other.Value, $"'{other.Key}' has no meaning here; an input has: {string.Join(", ", Understood)}");
        }

        var id = Id(node);
        var type = Type(node);
        var (draft, unconfirmed) = (false, false);
        Concept? concept = null;
        foreach (var filter in node.Items("codeFilter"))
        {
            if (filter.Member("valueSet") is { } url)
            {
                if (concept is not null) Problem(url, "an input looks for one value set");
                concept = ValueSet(url);
                CheckPath(filter, type);
            }
            else
            {
                Codes(node, filter, type, ref draft, ref unconfirmed);
            }
        }

        if (!node.Items("codeFilter").Any(f => f.Member("valueSet") is not null)) Problem(node, "an input needs a codeFilter with a valueSet");
        var within = Within(node);
        if (problems.Count > before || id is null || concept is null) return null;
        return new CardInput
        {
            Id = id,
            Concept = concept,
            Type = type is null or "Resource" ? null : Enum.Parse<ResourceType>(type),
            Draft = draft,
            Unconfirmed = unconfirmed,
            WithinDays = within,
            Needed = needed,
        };
    }

    private string? Id(JsonNode node)
    {
        var id = node.Text("id");
        if (id is null || !Name.IsMatch(id)) Problem(node.Member("id") ?? node, "an input needs an 'id' that can be a FHIRPath variable: letters and digits");
        else if (Variables.Statements.ContainsKey(id)) Problem(node.Member("id"), $"%{id} has a meaning already");
        else if (!ids.Add(id)) Problem(node.Member("id"), $"there are two inputs '{id}'");
        else return id;
        return null;
    }

    private string? Type(JsonNode node)
    {
        var type = node.Text("type");
        if (type == "Resource" || Variables.FactTypes.Contains(type, StringComparer.Ordinal)) return type;
        Problem(node.Member("type") ?? node, $"'type' must be Resource or one of {string.Join(", ", Variables.FactTypes)}");
        return null;
    }

    private Concept? ValueSet(JsonNode url)
    {
        var id = ValueSetFile.Reference(url);
        if (id is null) Problem(url, $"a value set is named by its url, {Artifact.Url("ValueSet", "<id>")}");
        else if (concepts.Use(id) is { } concept) return concept;
        else Problem(url, $"there is no value set '{id}'");
        return null;
    }

    private void CheckPath(JsonNode filter, string? type)
    {
        var path = filter.Text("path");
        if (path is null) Problem(filter, "a codeFilter needs a 'path'");
        else if (type is not null and not "Resource" && Focus.Of(type).Element(path) is null) Problem(filter.Member("path"), $"{type} has no element '{path}'");
    }

    private void Codes(JsonNode input, JsonNode filter, string? type, ref bool draft, ref bool unconfirmed)
    {
        string?[] codes = [.. filter.Items("code").Select(c => c.Text("code"))];
        switch (filter.Text("path"), codes)
        {
            case ("status", ["active"]):
                break;
            case ("status", ["draft"]):
                draft = true;
                if (type is not "MedicationRequest") Problem(filter, "only a MedicationRequest can be a selected draft");
                if (input.Member("dateFilter") is { } date) Problem(date, "a draft has no date to look at");
                break;
            case ("verificationStatus", ["unconfirmed"]):
                unconfirmed = true;
                if (type is not ("Condition" or "Resource")) Problem(filter, "only a Condition has a verificationStatus");
                break;
            default:
                Problem(filter, "a codeFilter without a valueSet is 'status' with the code draft or active, or 'verificationStatus' with the code unconfirmed");
                break;
        }
    }

    private int? Within(JsonNode node)
    {
        if (node.Member("dateFilter") is null) return null;
        if (node.Items("dateFilter").ToArray() is [{ } filter]
            && filter.Member("valueDuration") is { } duration && duration.Text("code") == "d"
            && duration.Member("value") is { } value && value.GetValueKind() is JsonValueKind.Number && value.AsValue().TryGetValue<int>(out var days) && days > 0)
        {
            return days;
        }

        Problem(node.Member("dateFilter"), "a dateFilter is one valueDuration in whole days (code: d)");
        return null;
    }

    private void Problem(JsonNode? at, string text) => problems.Add(file, at, text);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name { get; }
}
