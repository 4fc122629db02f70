namespace LegCramps.Knowledge.Expressions;

/// <summary>
/// Where FHIRPath wants one item: with several it throws, or compares lists and answers false.
/// A chart with one record would pass the cases and a chart with two would not.
/// </summary>
internal static class Cardinality
{
    private static readonly HashSet<string> FocusIsOne =
    [
        .. "toString upper lower trim substring startsWith endsWith contains matches replace replaceMatches length indexOf split toChars not".Split(' '),
        .. "toInteger toDecimal toDate toDateTime toTime toBoolean toQuantity abs ceiling floor round truncate is as".Split(' '),
    ];

    private static readonly HashSet<string> OperandsAreOne =
        [.. "binary.< binary.> binary.<= binary.>= binary.+ binary.- binary.* binary./ binary.& binary.div binary.mod binary.and binary.or binary.xor binary.implies".Split(' ')];

    private static readonly HashSet<string> Comparisons = [.. "binary.= binary.!= binary.~ binary.!~".Split(' ')];

    private static readonly HashSet<string> YieldOne = [.. "first last single builtin.item aggregate".Split(' ')];

    private static readonly HashSet<string> YieldMany = [.. "split toChars extension repeat union combine binary.| builtin.children".Split(' ')];

    /// <summary>Why the call fails on a chart with several records, or null.</summary>
    public static string? Problem(string function, Focus focus, IReadOnlyList<Focus> arguments)
    {
        if (FocusIsOne.Contains(function) && focus.IsMany) return $"{function}() works on one item, and here can be several: use first(), join() or where()";
        var name = function.StartsWith("binary.", StringComparison.Ordinal) ? function[7..] : function;
        if (OperandsAreOne.Contains(function) && arguments.Any(a => a.IsMany)) return $"'{name}' works on one item on each side, and here can be several: use first(), count() or where()";
        if (Comparisons.Contains(function) && arguments.Select(a => a.IsMany).Distinct().Count() > 1) return $"'{name}' compares one item with several, which is never true when there are two: use where(... {name} ...) or exists(... {name} ...)";
        if (function is "binary.in" && arguments[0].IsMany) return "'in' asks for one item, and here can be several: use where($this in ...)";
        return function is "iif" && arguments.Count > 0 && arguments[0].IsMany ? "iif() asks one question, and here can be several answers: use exists()" : null;
    }

    /// <summary>True when the result can hold several items.</summary>
    public static bool IsMany(string function, Focus focus, Focus result, IReadOnlyList<Focus> arguments)
    {
        if (YieldMany.Contains(function)) return true;
        if (YieldOne.Contains(function)) return false;
        return function switch
        {
            "select" => focus.IsMany || arguments.Any(a => a.IsMany),
            "iif" => arguments.Skip(1).Any(a => a.IsMany),
            _ => Functions.KeepsItems(function) && result.IsMany,
        };
    }
}
