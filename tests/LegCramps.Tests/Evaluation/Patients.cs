using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Tests.Evaluation;

/// <summary>
/// Requests about a patient whose records are written as one line each: a FHIR type, a value set whose first code it is coded with, and
/// the elements that matter as JSON with single quotes. <c>{-7}</c> is the date a week ago, <c>@name</c> the first code of a value set.
/// What is not said is as ordinary as can be: active, ordered, final.
/// </summary>
internal static partial class Patients
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly RequestReader Reader = new(Shipped.Knowledge.Terminology, new ReaderLimits());

    private static readonly Dictionary<string, (string Key, string Code, string[] Ordinary)> Types = new(StringComparer.Ordinal)
    {
        ["Condition"] = ("conditions", "code", ["clinicalStatus active"]),
        ["MedicationRequest"] = ("medications", "medicationCodeableConcept", ["status active", "intent order"]),
        ["MedicationStatement"] = ("medications", "medicationCodeableConcept", ["status active"]),
        ["MedicationAdministration"] = ("medicationAdministrations", "medicationCodeableConcept", ["status completed"]),
        ["Observation"] = ("observations", "code", ["status final"]),
        ["Procedure"] = ("procedures", "code", ["status completed"]),
        ["ServiceRequest"] = ("serviceRequests", "code", ["status active", "intent order"]),
    };

    /// <summary>Explains the chart of a patient with these records, opened today.</summary>
    public static Explanation ChartOf(params string[] records) => Explain("patient-view", "broad", birthDate: null, [], records);

    /// <summary>The same for a patient of whom the birth date is known.</summary>
    public static Explanation ChartOfSomebodyBorn(string birthDate, params string[] records) => Explain("patient-view", "broad", birthDate, [], records);

    /// <summary>Explains an empty chart of which a prefetch key was not sent.</summary>
    public static Explanation ChartWithout(string key)
    {
        var body = Body("patient-view", null, [], []);
        body["prefetch"]!.AsObject().Remove(key);
        return new Evaluator(Shipped.Knowledge).Explain(Read(body), new Situation("patient-view", "broad", Today));
    }

    /// <summary>Explains the signing of a draft for a patient with these records.</summary>
    public static Explanation Signing(string draft, params string[] records) => Explain("order-sign", "broad", birthDate: null, [draft], records);

    public static Explanation Explain(string hook, string gate, string? birthDate, string[] drafts, string[] records, KnowledgeBase? knowledge = null) =>
        new Evaluator(knowledge ?? Shipped.Knowledge).Explain(Read(hook, birthDate, drafts, records), new Situation(hook, gate, Today));

    /// <summary>The verdict on the first record, as one sentence.</summary>
    public static string Sentence(this Explanation explanation, string id = "r0")
    {
        var fact = explanation.Facts.First(f => f.Fact.Id == id);
        var verdict = fact.Counting switch { Counting.Current => "counts", Counting.Unconfirmed => "unconfirmed", _ => "does not count" };
        return $"{verdict}: {string.Join("; ", fact.Because)}";
    }

    public static IEnumerable<string> PresentIds(this Explanation explanation) => explanation.Present.Select(c => c.Id);

    public static Finding Finding(this Explanation explanation, string rule) => explanation.Cards.Select(c => c.Finding).First(f => f.Card.Id == rule);

    public static Chart Read(string hook, string? birthDate, string[] drafts, string[] records) => Read(Body(hook, birthDate, drafts, records));

    private static Chart Read(JsonObject body)
    {
        var read = Reader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()));
        return read.Chart ?? throw new InvalidOperationException(read.Problem!.Text);
    }

    private static JsonObject Body(string hook, string? birthDate, string[] drafts, string[] records)
    {
        var all = records.Select((r, i) => Resource(r, $"r{i}")).ToLookup(r => Types[r["resourceType"]!.GetValue<string>()].Key);
        var prefetch = new JsonObject { ["patient"] = new JsonObject { ["resourceType"] = "Patient", ["id"] = "p1", ["birthDate"] = birthDate } };
        foreach (var key in PrefetchKeys.All.Where(k => k != PrefetchKeys.Patient)) prefetch[key] = Bundle(all[key]);
        var context = new JsonObject { ["userId"] = "Practitioner/1", ["patientId"] = "p1" };
        if (drafts.Length > 0) context["draftOrders"] = Bundle(drafts.Select((d, i) => Resource(d, $"draft{i}")));
        return new JsonObject { ["hook"] = hook, ["hookInstance"] = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", ["context"] = context, ["prefetch"] = prefetch };
    }

    private static JsonObject Bundle(IEnumerable<JsonObject> resources) => new()
    {
        ["resourceType"] = "Bundle",
        ["type"] = "searchset",
        ["entry"] = new JsonArray([.. resources.Select(r => new JsonObject { ["resource"] = r })]),
    };

    private static JsonObject Resource(string record, string id)
    {
        var parts = record.Split(' ', 3);
        var (_, code, ordinary) = Types[parts[0]];
        var resource = new JsonObject { ["resourceType"] = parts[0], ["id"] = id, ["subject"] = JsonNode.Parse("""{"reference":"Patient/p1"}"""), [code] = Coded(parts[1]) };
        foreach (var element in ordinary.Select(o => o.Split(' '))) resource[element[0]] = Value(element[0], element[1]);
        foreach (var (name, value) in Members(parts.ElementAtOrDefault(2) ?? ""))
        {
            resource.Remove(name);
            if (value is not null) resource[name] = value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String ? Value(name, v.GetValue<string>()) : value.DeepClone();
        }

        return resource;
    }

    private static JsonObject Members(string text)
    {
        text = Dates.Replace(text, m => $"'{Today.AddDays(int.Parse(m.Groups["days"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)):yyyy-MM-dd}'");
        text = ValueSets.Replace(text, m => Coded(m.Groups["name"].Value).ToJsonString());
        return JsonNode.Parse($"{{{text.Replace('\'', '"')}}}")!.AsObject();
    }

    private static JsonNode Value(string element, string text) =>
        element is "clinicalStatus" or "verificationStatus" ? new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = text }) } : JsonValue.Create(text);

    private static JsonObject Coded(string name)
    {
        var concept = Shipped.Knowledge.Find(name) ?? throw new InvalidOperationException($"there is no value set '{name}'");
        var (system, code) = Codes(concept).First();
        return new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };
    }

    // The codes that a set lists itself come before those of the sets that it is composed of.
    private static IEnumerable<(string System, string Code)> Codes(Concept concept) =>
        from set in Shipped.Knowledge.Concepts.Where(c => c.Ancestors.Contains(concept.Index)).Prepend(concept)
        from include in set.ValueSet.Compose!.Include
        from code in include.Concept
        where Shipped.Knowledge.Terminology.Find(Shipped.Knowledge.Terminology.FindSystem(Encoding.UTF8.GetBytes(include.System!)), Encoding.UTF8.GetBytes(code.Code!)).Contains(concept.Index)
        select (include.System!, code.Code!);

    [GeneratedRegex(@"\{(?<days>[+-]?\d+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dates { get; }

    [GeneratedRegex("@(?<name>[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValueSets { get; }
}
