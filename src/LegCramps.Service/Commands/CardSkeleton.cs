using LegCramps.Knowledge;

namespace LegCramps.Service.Commands;

/// <summary>The files of a new card. Everything is sound but the sentences, which are blank, so that <c>cards check</c> lists them.</summary>
/// <param name="id">The rule id.</param>
/// <param name="knowledge">The folder that the card becomes part of.</param>
/// <param name="today">As FHIR writes it.</param>
internal sealed class CardSkeleton(string id, KnowledgeBase knowledge, string today)
{
    public IReadOnlyList<(string File, string Text)> Files() =>
    [
        ("plandefinition.yaml", Plan()),
        ("card.yaml", Card()),
        ("cases/shown-on-record.yaml", Case(Condition("active", "confirmed")) + Expectation()),
        ("cases/silent-not-on-record.yaml", Case("")),
        ("cases/silent-resolved.yaml", Case(Condition("resolved", "confirmed"))),
        ("cases/silent-refuted.yaml", Case(Condition("active", "refuted"))),
    ];

    private string Plan() => $$"""
        resourceType: PlanDefinition
        id: {{id}}
        extension:
          - url: https://legcramps.org/fhir/StructureDefinition/gate-class
            valueCode: {{knowledge.Gates.Classes.Keys.Last()}}
          - url: http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation
            valueCodeableConcept:
              coding:
                - system: https://legcramps.org/fhir/CodeSystem/evidence-strength
                  code: D
                  display: founding article only
        url: https://legcramps.org/fhir/PlanDefinition/{{id}}
        version: '0.1.0'
        name: {{id.Replace("-", "", StringComparison.Ordinal)}}
        title: ''
        type: { coding: [ { system: http://terminology.hl7.org/CodeSystem/plan-definition-type, code: eca-rule } ] }
        status: draft          # evaluated and counted, never shown
        experimental: false
        date: '{{today}}'
        publisher: LegCramps
        description: ''        # When ... then ...
        purpose: ''            # why the card exists
        usage: ''              # when it should be ignored
        relatedArtifact:
          - type: citation
            display: ''        # the short name that the footer prints
            citation: ''       # the full citation with PMID or DOI
        action:
          - title: ''
            trigger:
              - { type: named-event, name: patient-view }
            condition:
              - kind: applicability
                expression: { language: text/fhirpath, expression: '%found.exists()' }
            input:
              - id: found
                type: Condition
                codeFilter:
                  - path: code
                    valueSet: {{knowledge.Gates.Symptom.ValueSet.Url}}

        """;

    private string Card() => $$"""
        summary: ''
        indicator: info
        detail: ''
        overrideReasons: [ {{knowledge.OverrideReasons.Concept[0].Code}} ]

        """;

    private string Case(string conditions) => $$"""
        story: ''              # a person and a situation
        because: ''            # why this verdict, naming the rule
        today: '{{today}}'
        hook: patient-view
        {{conditions}}
        """;

    private string Condition(string status, string verification)
    {
        var include = knowledge.Gates.Symptom.ValueSet.Compose!.Include.First(i => i.Concept.Count > 0);
        return $$"""
        conditions:
          - resourceType: Condition
            id: condition-1
            clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: {{status}} } ] }
            verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: {{verification}} } ] }
            code: { coding: [ { system: {{include.System}}, code: '{{include.Concept[0].Code}}' } ] }
            recordedDate: '{{today}}'

        """;
    }

    private string Expectation() => $$"""
        expect:
          indicator: info
          says: [ '' ]
          findings: [ {{knowledge.Gates.Symptom.Id}} ]

        """;
}
