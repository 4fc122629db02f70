using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using LegCramps.Facts;

namespace LegCramps.Evaluation;

/// <summary>Facts as Firely's FHIR types, made of the fields already read, so that FHIRPath can run over them.</summary>
internal static class TypedFacts
{
    public static PocoNode Node(Fact fact)
    {
        Resource resource = fact.Type switch
        {
            ResourceType.Condition => new Condition
            {
                ClinicalStatus = Status("http://terminology.hl7.org/CodeSystem/condition-clinical", fact.Status),
                VerificationStatus = Status("http://terminology.hl7.org/CodeSystem/condition-ver-status", fact.VerificationStatus),
                Code = Code(fact),
                Onset = Date(fact.Start),
                RecordedDateElement = Date(fact.Recorded),
            },
            ResourceType.Observation => new Observation
            {
                Status = EnumUtility.ParseLiteral<ObservationStatus>(fact.Status),
                Code = Code(fact),
                Effective = Date(fact.Start),
                Value = (DataType?)fact.ValueQuantity ?? Date(fact.ValueDate),
                Interpretation = fact.Interpretation is { } code ? [Status("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", code)!] : [],
                ReferenceRange = fact.RangeLow is null && fact.RangeHigh is null ? [] : [new() { Low = Limit(fact.RangeLow), High = Limit(fact.RangeHigh) }],
            },
            ResourceType.Procedure => new Procedure { Status = EnumUtility.ParseLiteral<EventStatus>(fact.Status), Code = Code(fact), Performed = Date(fact.Start) },
            ResourceType.ServiceRequest => new ServiceRequest { Status = EnumUtility.ParseLiteral<RequestStatus>(fact.Status), Code = Code(fact), Occurrence = Date(fact.Start) },
            ResourceType.MedicationAdministration => new MedicationAdministration { Medication = Code(fact), Effective = Date(fact.Start)! },
            ResourceType.MedicationStatement => new MedicationStatement { Medication = Code(fact), Effective = Date(fact.Start) },
            _ => new MedicationRequest
            {
                Status = EnumUtility.ParseLiteral<MedicationRequest.MedicationrequestStatus>(fact.Status),
                Intent = EnumUtility.ParseLiteral<MedicationRequest.MedicationRequestIntent>(fact.Intent),
                Medication = Code(fact),
                AuthoredOnElement = Date(fact.Recorded),
            },
        };
        resource.Id = fact.Id;
        return resource.ToPocoNode();
    }

    private static CodeableConcept Code(Fact fact) => new() { Coding = [.. fact.Codings.Select(c => new Coding(c.System, c.Code))] };

    private static Quantity? Limit(decimal? value) => value is null ? null : new Quantity { Value = value };

    private static CodeableConcept? Status(string system, string? code) => code is null ? null : new CodeableConcept(system, code);

    private static FhirDateTime? Date(FhirDate? date) => date is null ? null : new FhirDateTime(date.Value.Text);
}
