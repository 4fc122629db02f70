using System.Text.Json;

namespace LegCramps.Facts.Coverage;

/// <summary>Finds the codings of resources anywhere in JSON, in one pass: alone, in bundles, in hook requests, contained.</summary>
internal sealed class CodingScan(Action<CodedResource> found)
{
    private static readonly string[] Names = ["resourceType", "system", "code", "display", "coding", "medicationCodeableConcept", "category"];

    private readonly Stack<Element> open = new();
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 256, AllowMultipleValues = true });
    private string name = "";

    /// <summary>Reads as many tokens as are whole and gives the number of bytes used. Throws <see cref="JsonException"/> on what is no JSON.</summary>
    public int Feed(ReadOnlySpan<byte> json, bool isFinal)
    {
        var reader = new Utf8JsonReader(json, isFinal, state);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = NameOf(ref reader);
                    break;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    // The elements of a list stand under the name of the list.
                    open.Push(new Element { Name = open.TryPeek(out var list) && list.IsList ? list.Name : name, IsList = reader.TokenType is JsonTokenType.StartArray });
                    name = "";
                    break;
                case JsonTokenType.EndObject:
                    Close(open.Pop());
                    break;
                case JsonTokenType.EndArray:
                    open.Pop();
                    break;
                case JsonTokenType.String:
                    Take(ref reader);
                    name = "";
                    break;
            }
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        foreach (var known in Names)
        {
            if (reader.ValueTextEquals(known)) return known;
        }

        return "";
    }

    private void Take(ref Utf8JsonReader reader)
    {
        if (name.Length == 0 || !open.TryPeek(out var element) || element.IsList) return;
        if (name == "resourceType") element.ResourceType = reader.GetString();
        if (element.Name != "coding") return;
        if (name == "system") element.System = reader.GetString();
        if (name == "code") element.Code = reader.GetString();
        if (name == "display") element.Display = reader.GetString();
    }

    private void Close(Element element)
    {
        if (element.ResourceType is { } type) found(new CodedResource(type, element.Codings ?? []));
        if (element is not { Name: "coding", Code: { } code }) return;
        // A coding stands in a concept, and the concept in the resource, with or without lists between them.
        Element[] around = [.. open.Where(o => !o.IsList).Take(2)];
        if (around is [{ Name.Length: > 0 } concept, { } resource]) (resource.Codings ??= []).Add((concept.Name, new FoundCoding(element.System ?? "", code, element.Display ?? "")));
    }

    private sealed class Element
    {
        public required string Name { get; init; }

        public required bool IsList { get; init; }

        public string? ResourceType { get; set; }

        public string? System { get; set; }

        public string? Code { get; set; }

        public string? Display { get; set; }

        public List<(string, FoundCoding)>? Codings { get; set; }
    }
}

/// <param name="Type">The resource type.</param>
/// <param name="Codings">Its codings, each with the name of the element it stands in.</param>
internal sealed record CodedResource(string Type, IReadOnlyList<(string Element, FoundCoding Coding)> Codings);

internal sealed record FoundCoding(string System, string Code, string Display);
