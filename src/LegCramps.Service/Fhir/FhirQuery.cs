using LegCramps.Facts;
using LegCramps.Service.Discovery;

namespace LegCramps.Service.Fhir;

/// <summary>The queries behind the prefetch keys, as discovery announces them and as they are fetched.</summary>
internal static class FhirQuery
{
    private const string PatientToken = "{{context.patientId}}";

    public static IReadOnlyDictionary<string, string> Templates => ServiceList.Prefetch;

    /// <summary>Whether all pages are wanted. The newest laboratory results are enough, and the query says how many.</summary>
    public static bool WantsEveryPage(string key) => key != PrefetchKeys.Observations;

    /// <summary>The address of a query, or null for an id that could mean something else in it.</summary>
    public static Uri? Of(string key, FhirAccess access, string patientId) =>
        IsPlain(patientId) ? new Uri(access.Base, Templates[key].Replace(PatientToken, Uri.EscapeDataString(patientId), StringComparison.Ordinal)) : null;

    /// <summary>The addresses of the searches for Medications by their ids, each short enough for any server.</summary>
    public static IEnumerable<Uri> OfMedications(FhirAccess access, IEnumerable<string> ids)
    {
        var batch = new List<string>();
        var length = 0;
        foreach (var id in ids.Where(IsPlain).Select(Uri.EscapeDataString))
        {
            if (length + id.Length > 1500 && batch.Count > 0)
            {
                yield return Search(access, batch);
                batch.Clear();
                length = 0;
            }

            batch.Add(id);
            length += id.Length + 1;
        }

        if (batch.Count > 0) yield return Search(access, batch);
    }

    private static Uri Search(FhirAccess access, List<string> ids) => new(access.Base, $"Medication?_id={string.Join(',', ids)}&_count={ids.Count}");

    // A comma, a bar or a dollar sign means something in a search, dots mean something in a path; no id has them alone.
    private static bool IsPlain(string id) => id.Length is > 0 and <= 1024 && id is not ("." or "..") && id.IndexOfAny([',', '|', '$', '\\']) < 0;
}
