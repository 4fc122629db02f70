namespace LegCramps.Service.Tests.Support;

/// <summary>Codes that the tests speak of by name.</summary>
internal static class Codes
{
    public const string RxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
    public const string Snomed = "http://snomed.info/sct";
    public const string Icd10 = "http://hl7.org/fhir/sid/icd-10-cm";
    public const string Loinc = "http://loinc.org";

    public static readonly Coding IronSucrose = new(RxNorm, "24909");
    public static readonly Coding Raloxifene = new(RxNorm, "72143");
    public static readonly Coding Teriparatide = new(RxNorm, "32915");
    public static readonly Coding Albuterol = new(RxNorm, "435");
    public static readonly Coding Salmeterol = new(RxNorm, "36117");
    public static readonly Coding Quinine = new(RxNorm, "9071");
    public static readonly Coding Acetaminophen = new(RxNorm, "161");

    public static readonly Coding Cirrhosis = new(Snomed, "19943007");
    public static readonly Coding LegCramps = new(Snomed, "449918009");
    public static readonly Coding Hemodialysis = new(Icd10, "Z99.2");
    public static readonly Coding Malaria = new(Icd10, "B54");
    public static readonly Coding Hypertension = new(Icd10, "I10");
    public static readonly Coding EstimatedDeliveryDate = new(Loinc, "11778-8");
}

internal sealed record Coding(string System, string Code)
{
    public JsonObject Json => new() { ["system"] = System, ["code"] = Code };
}
