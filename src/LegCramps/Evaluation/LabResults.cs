using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>Lab results in the units that expressions rely on; a unit that is not understood makes no result.</summary>
internal static class LabResults
{
    /// <summary>The fact itself when it is no lab result, else with its value and range in a unit of the lab; null when it has no value or its unit is not understood.</summary>
    public static Fact? InKnownUnit(LabRules rules, Fact fact)
    {
        if (fact.Type != ResourceType.Observation || Units(rules, fact) is not { } units) return fact;
        if (fact.ValueQuantity is not { Value: { } value } quantity) return null;
        var unit = quantity.Code ?? quantity.Unit ?? "";
        var code = rules.Spellings.GetValueOrDefault(unit, unit);
        foreach (var wanted in units)
        {
            if (Ucum.Factor(code, wanted) is not { } factor || Times(value, factor) is not { } converted) continue;
            return fact with
            {
                ValueQuantity = new Quantity { Value = converted, Unit = wanted, Code = wanted, System = "http://unitsofmeasure.org", Comparator = quantity.Comparator },
                RangeLow = Times(fact.RangeLow, factor),
                RangeHigh = Times(fact.RangeHigh, factor),
            };
        }

        return null;
    }

    /// <summary>Final lab results of the chart that have a value, but in no unit that is understood.</summary>
    public static int CountUnreadable(LabRules rules, Chart chart) =>
        chart.Facts.Count(f => f.ValueQuantity is not null && Currency.IsFinal(f) && InKnownUnit(rules, f) is null);

    // A value that is too large for the unit is no result of a lab.
    private static decimal? Times(decimal? value, decimal factor) =>
        value is null || (factor > 1 && Math.Abs(value.Value) > decimal.MaxValue / factor) ? null : value * factor;

    private static IReadOnlyList<string>? Units(LabRules rules, Fact fact)
    {
        foreach (var concept in fact.Concepts)
        {
            if (rules.Units[concept] is { } units) return units;
        }

        return null;
    }
}
