using Fhir.Metrics;

namespace LegCramps.Knowledge;

/// <summary>The one door to Firely's UCUM library.</summary>
public static class Ucum
{
    private static readonly SystemOfUnits Units = UCUM.Load();

    /// <summary>What a value in one unit is multiplied with to be in the other, or null when the units measure different things or one is no UCUM code.</summary>
    public static decimal? Factor(string from, string to)
    {
        if (from == to) return 1;
        // UCUM calls an equivalent a mole, which is only true of ions with one charge.
        if (IsEquivalents(from) != IsEquivalents(to)) return null;
        try
        {
            var (source, target) = (One(from), One(to));
            return source.Metric.Equals(target.Metric) ? source.Value.ToDecimal() / target.Value.ToDecimal() : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or FormatException or OverflowException or DivideByZeroException or InvalidOperationException)
        {
            // The library throws for whatever it cannot parse; an unknown unit is an expected outcome here.
            return null;
        }
    }

    /// <summary>True when the text is a UCUM code.</summary>
    public static bool IsKnown(string unit) => TryParse(unit);

    private static bool IsEquivalents(string unit) => unit.Contains("eq", StringComparison.Ordinal);

    private static bool TryParse(string unit)
    {
        try
        {
            One(unit);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Quantity One(string unit) => Units.Canonical(Units.Quantity("1", unit));
}
