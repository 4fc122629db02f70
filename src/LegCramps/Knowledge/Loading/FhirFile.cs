using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Hl7.Fhir.Validation;

namespace LegCramps.Knowledge.Loading;

/// <summary>FHIR resources in YAML, parsed by Firely in its strict mode: unknown elements and bad codes are refused by name.</summary>
internal static class FhirFile
{
    private static readonly FhirJsonDeserializer MayBeIncomplete =
        new(new DeserializerSettings().UsingMode(DeserializationMode.Strict).Ignoring([CodedValidationException.MANDATORY_ELEMENT_MUST_BE_PRESENT_CODE]));

    /// <summary>The resource, or null when Firely finds anything wrong with it.</summary>
    public static T? Load<T>(YamlFile file, Problems problems)
        where T : Resource
    {
        if (file.Root is null) return null;
        var (resource, errors) = Parse(file.Root);
        foreach (var (path, text) in errors) problems.Add(file, YamlFile.Deepest(file.Root, path), text);
        if (errors.Count > 0) return null;
        if (resource is T expected) return expected;
        problems.Add(file, file.Root, $"this must be a {typeof(T).Name}");
        return null;
    }

    /// <summary>The resource, and what is wrong with it by path inside the resource.</summary>
    public static (Resource? Resource, IReadOnlyList<(string Path, string Text)> Errors) Parse(JsonNode node) => Parse(node, FhirJsonDeserializer.STRICT);

    /// <summary>What is wrong with a resource that may lack required elements, as real data do.</summary>
    public static IReadOnlyList<(string Path, string Text)> Slips(JsonNode node) => Parse(node, MayBeIncomplete).Errors;

    private static (Resource? Resource, IReadOnlyList<(string Path, string Text)> Errors) Parse(JsonNode node, FhirJsonDeserializer deserializer)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(node.ToJsonString()));
        return deserializer.TryDeserializeResource(ref reader, out var resource, out var exceptions)
            ? (resource, [])
            : (null, [.. exceptions.Select(Describe)]);
    }

    private static (string Path, string Text) Describe(CodedException exception)
    {
        if (exception is not ExtendedCodedException { InstancePath: { } path } located) return ("", exception.Message);
        // The path starts with the type name, or with $this when the type is not known.
        var inside = path.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? path[(dot + 1)..] : "";
        return (inside, $"{located.BaseErrorMessage} ({path})");
    }
}
