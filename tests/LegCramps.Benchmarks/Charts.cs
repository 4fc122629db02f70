using System.Globalization;
using System.Text;

namespace LegCramps.Benchmarks;

/// <summary>Synthetic US Core shaped patient-view bodies of a wanted size, the same bytes in every run.</summary>
internal static class Charts
{
    private const string Raloxifene = "72143", Cirrhosis = "19943007";

    public static byte[] PatientView(int bytes)
    {
        var conditions = new StringBuilder();
        var medications = new StringBuilder();
        for (var i = 0; conditions.Length + medications.Length < bytes - 1500; i++)
        {
            if (i % 5 < 2) Entry(conditions, Condition(i));
            else Entry(medications, MedicationRequest(i));
        }

        return Encoding.UTF8.GetBytes($$$$"""
            {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","fhirServer":"https://ehr.example.org/fhir",
            "context":{"userId":"Practitioner/example","patientId":"p1","encounterId":"e1"},
            "prefetch":{"patient":{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1950-01-01"},
            "conditions":{"resourceType":"Bundle","type":"searchset","entry":[{{{{conditions}}}}]},
            "medications":{"resourceType":"Bundle","type":"searchset","entry":[{{{{medications}}}}]}}}
            """);
    }

    /// <summary>The same chart, its codes of interest changed to others of the same length: no card.</summary>
    public static byte[] Silent(byte[] chart) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(chart).Replace($"\"{Raloxifene}\"", "\"99143\"", StringComparison.Ordinal).Replace($"\"{Cirrhosis}\"", "\"79943007\"", StringComparison.Ordinal));

    private static void Entry(StringBuilder entries, string resource)
    {
        if (entries.Length > 0) entries.Append(',');
        entries.Append(CultureInfo.InvariantCulture, $$$$"""{"fullUrl":"https://ehr.example.org/fhir/r","resource":{{{{resource}}}},"search":{"mode":"match"}}""");
    }

    // One condition in ten is of interest, as in a chart of a person who needs this service.
    private static string Condition(int i) => $$$$"""
        {"resourceType":"Condition","id":"c{{{{i}}}}","meta":{"versionId":"1","lastUpdated":"2024-05-01T10:00:00.000+00:00","profile":["http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-problems-health-concerns"]},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item","display":"Problem List Item"}]}],"code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{{(i % 25 == 0 ? Cirrhosis : $"7{i:D7}")}}}}","display":"A problem of some length, as displays are"}],"text":"A problem of some length, as displays are"},"subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e{{{{i}}}}"},"onsetDateTime":"2019-03-02T08:11:12-05:00","recordedDate":"2019-03-02T08:11:12-05:00"}
        """;

    private static string MedicationRequest(int i) => $$$$"""
        {"resourceType":"MedicationRequest","id":"m{{{{i}}}}","meta":{"versionId":"1","lastUpdated":"2024-05-01T10:00:00.000+00:00"},"status":"active","intent":"order","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/medicationrequest-category","code":"outpatient"}],"text":"Outpatient"}],"medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"{{{{(i % 40 == 2 ? Raloxifene : $"9{i:D6}")}}}}","display":"Some product 10 MG Oral Tablet"}],"text":"Some product 10 MG Oral Tablet"},"subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e{{{{i}}}}"},"authoredOn":"2020-01-01T08:11:12-05:00","requester":{"reference":"Practitioner/x","display":"Dr. Some Body"},"dosageInstruction":[{"sequence":1,"text":"Take one tablet daily","timing":{"repeat":{"frequency":1,"period":1.0,"periodUnit":"d"}},"asNeededBoolean":false,"doseAndRate":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/dose-rate-type","code":"ordered","display":"Ordered"}]},"doseQuantity":{"value":1.0}}]}]}
        """;
}
