using System.Text;
using LegCramps.Facts;

namespace LegCramps.Tests.Facts.Fuzzing;

/// <summary>Everything that a reading came to, as one text, so that two of them can be compared.</summary>
internal static class Reading
{
    public static string Text(ReadResult result)
    {
        if (result.Problem is { } problem) return problem.ToString();
        var chart = result.Chart!;
        var text = new StringBuilder();
        text.Append(result.Request).Append(result.Request!.FhirAuthorization?.AccessToken).Append('|').Append(chart.PatientId).Append('|').Append(chart.BirthDate).Append('|').Append(chart.Gender);
        text.Append('|').AppendJoin(',', chart.DraftIds).Append('|').AppendJoin(',', chart.Completeness.Inputs).Append('|').Append(chart.Completeness.UnrecognizedMedications).Append('|').Append(chart.Completeness.UnrecognizedConditions);
        foreach (var fact in chart.Facts) Add(text, fact);
        return text.ToString();
    }

    private static void Add(StringBuilder text, Fact f)
    {
        text.Append('\n').Append(f.Reference).Append('|').AppendJoin(',', f.Concepts).Append('|').AppendJoin(',', f.Codings).Append('|').Append(f.IsDraft).Append('|').Append(f.Status).Append('|').Append(f.VerificationStatus);
        text.Append('|').Append(f.Intent).Append('|').Append(f.DoNotPerform).Append('|').Append(f.Reported).Append('|').Append(f.Recorded).Append('|').Append(f.Start).Append('|').Append(f.End).Append('|').Append(f.Abated);
        text.Append('|').AppendJoin(',', f.Reasons).Append('|').AppendJoin(',', f.BodySites ?? [-1]).Append('|').AppendJoin(',', f.Routes).Append('|').AppendJoin(',', f.Values).Append('|').Append(f.ValueDate);
        text.Append('|').Append(f.ValueQuantity?.Value).Append(f.ValueQuantity?.Comparator).Append(f.ValueQuantity?.Unit).Append(f.ValueQuantity?.System).Append(f.ValueQuantity?.Code).Append('|').Append(f.Interpretation).Append('|').Append(f.RangeLow).Append('|').Append(f.RangeHigh);
    }
}
