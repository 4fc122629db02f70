using System.Text.Json.Serialization;

namespace LegCramps.CdsHooks;

/// <summary>Source-generated serialization of the envelope; nulls are left out, names are as the specification spells them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CdsServices))]
[JsonSerializable(typeof(CdsResponse))]
public sealed partial class CdsHooksJson : JsonSerializerContext;
