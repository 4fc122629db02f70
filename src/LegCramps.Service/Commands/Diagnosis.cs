namespace LegCramps.Service.Commands;

/// <summary>One line of the table that <c>doctor</c> prints: what was checked, what came of it, and what to do about it.</summary>
internal sealed record Diagnosis(Verdict Verdict, string Check, string Result, string? Remedy = null)
{
    public static Diagnosis Ok(string check, string result) => new(Verdict.Ok, check, result);

    public static Diagnosis Warning(string check, string result, string remedy) => new(Verdict.Warning, check, result, remedy);

    public static Diagnosis Failed(string check, string result, string remedy) => new(Verdict.Failed, check, result, remedy);

    public override string ToString()
    {
        var word = Verdict switch { Verdict.Ok => "ok", Verdict.Warning => "warning", _ => "FAILED" };
        return $"{word,-8} {Check,-30} {Result}{(Remedy is null ? "" : $"\n{"",-8} {"",-30} -> {Remedy}")}";
    }
}

/// <summary>How much there is to do.</summary>
internal enum Verdict
{
    Ok,
    Warning,
    Failed,
}
