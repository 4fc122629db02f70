namespace LegCramps.Service.Tests.Support;

/// <summary>The body of a hook call: right as made, and then changed one member at a time.</summary>
internal sealed class Call
{
    private Call(string hook, JsonObject context)
    {
        context["userId"] = "Practitioner/practitioner-1";
        context["patientId"] = Some.PatientId;
        Hook = hook;
        Body = new JsonObject
        {
            ["hook"] = hook,
            ["hookInstance"] = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            ["context"] = context,
            ["prefetch"] = new JsonObject
            {
                ["patient"] = Some.Patient(),
                ["medications"] = Some.Searchset(),
                ["conditions"] = Some.Searchset(),
            },
        };
    }

    public string Hook { get; }

    public JsonObject Body { get; }

    public static Call PatientView() => new("patient-view", []);

    public static Call OrderSelect(params JsonObject[] drafts) => new("order-select", new JsonObject
    {
        ["selections"] = new JsonArray([.. drafts.Select(d => (JsonNode)$"{d["resourceType"]}/{d["id"]}")]),
        ["draftOrders"] = Some.Bundle("collection", drafts),
    });

    public static Call OrderSign(params JsonObject[] drafts) => new("order-sign", new JsonObject { ["draftOrders"] = Some.Bundle("collection", drafts) });

    public Call Medications(params JsonObject[] resources) => With("prefetch.medications", Some.Searchset(resources));

    public Call Conditions(params JsonObject[] resources) => With("prefetch.conditions", Some.Searchset(resources));

    /// <summary>Sets a member by its path, such as <c>context.patientId</c>; the value may be JSON null.</summary>
    public Call With(string path, JsonNode? value)
    {
        Parent(path, out var name)[name] = value;
        return this;
    }

    public Call Without(string path)
    {
        Parent(path, out var name).Remove(name);
        return this;
    }

    public override string ToString() => Body.ToJsonString();

    private JsonObject Parent(string path, out string name)
    {
        var names = path.Split('.');
        name = names[^1];
        return names[..^1].Aggregate(Body, (parent, child) => (JsonObject)(parent[child] ??= new JsonObject()));
    }
}
