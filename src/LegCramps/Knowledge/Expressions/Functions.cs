namespace LegCramps.Knowledge.Expressions;

/// <summary>What FHIRPath functions yield, as far as the checks at load need to know it.</summary>
internal static class Functions
{
    // They keep the items of their focus, or some of them.
    private static readonly HashSet<string> Filters = new(StringComparer.Ordinal)
    {
        "where", "first", "last", "tail", "skip", "take", "distinct", "single", "sort", "builtin.item", "union", "combine", "intersect", "exclude",
        "abs", "ceiling", "floor", "truncate", "round", "unary.-", "unary.+", "unary.asc", "unary.desc",
    };

    private static readonly Dictionary<string, string> Results = new[]
    {
        ("boolean", "exists empty all not is allTrue anyTrue allFalse anyFalse subsetOf supersetOf isDistinct toBoolean startsWith endsWith contains matches"),
        ("boolean", "binary.= binary.!= binary.~ binary.!~ binary.< binary.> binary.<= binary.>= binary.and binary.or binary.xor binary.implies binary.in binary.contains"),
        ("integer", "count length indexOf toInteger binary.div binary.mod"),
        ("string", "join toString substring upper lower replace replaceMatches trim split toChars binary.&"),
        ("date", "toDate"),
        ("dateTime", "toDateTime"),
        ("time", "toTime"),
        ("decimal", "toDecimal"),
        ("Quantity", "toQuantity"),
        ("Extension", "extension"),
    }.SelectMany(r => r.Item2.Split(' ').Select(name => (Name: name, Type: r.Item1))).ToDictionary(r => r.Name, r => r.Type, StringComparer.Ordinal);

    /// <summary>Functions whose arguments are evaluated for each item of the focus.</summary>
    public static IReadOnlySet<string> Iterating { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "where", "select", "all", "exists", "repeat", "aggregate", "sort",
    };

    /// <summary>Functions that the engine has and a card must not use, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["today"] = "the day comes in as %today",
        ["now"] = "the day comes in as %today",
        ["timeOfDay"] = "the day comes in as %today",
        ["trace"] = "it writes what it sees of a patient",
        ["defineVariable"] = "only inputs and documented variables are known",
    };

    /// <summary>True for functions that yield items of their focus.</summary>
    public static bool KeepsItems(string name) => Filters.Contains(name);

    public static Focus Result(string name, Focus focus, IReadOnlyList<Focus> arguments) => name switch
    {
        "select" or "builtin.dot" => arguments.Count > 0 ? arguments[0] : Focus.Unknown,
        "iif" => Focus.Union(arguments.Skip(1)),
        "coalesce" or "binary.|" or "binary.+" or "binary.-" or "binary.*" => Focus.Union(arguments),
        "union" or "combine" => Focus.Union(arguments.Prepend(focus)),
        _ when name.StartsWith("convertsTo", StringComparison.Ordinal) => Focus.Boolean,
        _ when Filters.Contains(name) => name.StartsWith("unary.", StringComparison.Ordinal) && arguments.Count > 0 ? arguments[0] : focus,
        _ => Results.TryGetValue(name, out var type) ? Focus.Of(type) : Focus.Unknown,
    };
}
