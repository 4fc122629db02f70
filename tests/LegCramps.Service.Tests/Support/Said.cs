namespace LegCramps.Service.Tests.Support;

/// <summary>Items of feedback as the specification shapes them.</summary>
internal static class Said
{
    public const string Reasons = "https://legcramps.org/fhir/CodeSystem/override-reasons";

    public static JsonObject Accepted(string card, string time = "2026-11-23T11:00:00Z") => new()
    {
        ["card"] = card,
        ["outcome"] = "accepted",
        ["acceptedSuggestions"] = new JsonArray(new JsonObject { ["id"] = "6d1c8a8e-43a9-4b2c-9f38-5a1a50a2ed39" }),
        ["outcomeTimestamp"] = time,
    };

    public static JsonObject Overridden(string card, string? reason = null, string time = "2026-11-23T11:00:00Z")
    {
        var item = new JsonObject { ["card"] = card, ["outcome"] = "overridden", ["outcomeTimestamp"] = time };
        if (reason is not null) item["overrideReason"] = new JsonObject { ["reason"] = new JsonObject { ["code"] = reason, ["system"] = Reasons } };
        return item;
    }
}
