namespace LegCramps.Tests.Support;

/// <summary>The files of <see cref="MadeUpFolder"/>: two rules, six value sets, nothing clinical.</summary>
internal static class MadeUpFiles
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["value-sets/red.yaml"] = """
            resourceType: ValueSet
            id: red
            url: https://legcramps.org/fhir/ValueSet/red
            version: '1.0.0'
            name: Red
            title: the red ones
            status: active
            description: Made up.
            compose:
              include:
                - system: http://example.org/codes
                  concept:
                    - { code: 'r1', display: light red }
                    - { code: 'r2', display: dark red }

            """,
        ["value-sets/sky.yaml"] = """
            resourceType: ValueSet
            id: sky
            url: https://legcramps.org/fhir/ValueSet/sky
            version: '1.0.0'
            name: Sky
            title: sky blue
            status: active
            description: Made up.
            compose:
              include:
                - system: http://example.org/codes
                  concept:
                    - { code: 'b1', display: sky blue }

            """,
        ["value-sets/sea.yaml"] = """
            resourceType: ValueSet
            id: sea
            url: https://legcramps.org/fhir/ValueSet/sea
            version: '1.0.0'
            name: Sea
            title: sea blue
            status: active
            description: Made up.
            compose:
              include:
                - system: http://example.org/codes
                  concept:
                    - { code: 'b2', display: sea blue }
                    - { code: 'b3', display: deep sea blue }

            """,
        ["value-sets/blue.yaml"] = """
            resourceType: ValueSet
            id: blue
            url: https://legcramps.org/fhir/ValueSet/blue
            version: '1.0.0'
            name: Blue
            title: blue
            status: active
            description: Made up.
            purpose: Blue is calm (made-up source).
            compose:
              include:
                - valueSet: [ https://legcramps.org/fhir/ValueSet/sky ]
                - valueSet: [ https://legcramps.org/fhir/ValueSet/sea ]
              exclude:
                - system: http://example.org/codes
                  concept:
                    - { code: 'b3', display: deep sea blue }

            """,
        ["value-sets/contributor.yaml"] = """
            resourceType: ValueSet
            id: contributor
            url: https://legcramps.org/fhir/ValueSet/contributor
            version: '1.0.0'
            name: Contributor
            title: contributors
            status: active
            description: Made up.
            compose:
              include:
                - valueSet: [ https://legcramps.org/fhir/ValueSet/blue ]

            """,
        ["value-sets/size.yaml"] = """
            resourceType: ValueSet
            id: size
            url: https://legcramps.org/fhir/ValueSet/size
            version: '1.0.0'
            name: Size
            title: size
            status: active
            description: Made up.
            compose:
              include:
                - system: http://example.org/codes
                  concept:
                    - { code: 's1', display: size }

            """,
        ["gates.yaml"] = """
            symptom: red
            contributors:
              core: [blue]
              wider: []
            order:
              - TS-VIEW
              - TS-ORDER
            classes:
              own: { broad: 'true', balanced: 'true', strict: 'true' }
              drug:
                newExposure: true
                broad: '%symptom.exists() or %core.exists()'
                balanced: '%other.exists()'
                strict: '%symptom.exists()'

            """,
        ["currency.yaml"] = """
            defaults: { withoutClinicalStatus: 365 }
            concepts:
              red: { withoutClinicalStatus: any, conditionWithin: 900 }

            """,
        ["code-systems.yaml"] = """
            - system: http://example.org/codes
              also: ['urn:oid:1.2.3']
              medication: true
              condition: true
              notice: Made up.

            """,
        ["wording.yaml"] = """
            source: { label: 'Made-up source' }
            footer: >-
              Checked against: {{%plan.relatedArtifact.where(type = 'citation').display.join('; ')}}.
            statements:
              - "{{iif(%missing.exists(), 'Not available: ' & %missing.join(', '), '')}}"

            """,
        ["override-reasons.yaml"] = """
            resourceType: CodeSystem
            id: override-reasons
            url: https://legcramps.org/fhir/CodeSystem/override-reasons
            version: '1.0.0'
            name: OverrideReasons
            status: active
            content: complete
            concept:
              - { code: seen, display: Seen already }

            """,
        ["ts-view/plandefinition.yaml"] = """
            resourceType: PlanDefinition
            extension:
              - url: https://legcramps.org/fhir/StructureDefinition/gate-class
                valueCode: own
              - url: http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation
                valueCodeableConcept: { coding: [ { system: https://legcramps.org/fhir/CodeSystem/evidence-strength, code: C, display: review } ] }
            id: TS-VIEW
            url: https://legcramps.org/fhir/PlanDefinition/TS-VIEW
            version: '1.0.0'
            name: TSVIEW
            title: Something made up
            type: { coding: [ { system: http://terminology.hl7.org/CodeSystem/plan-definition-type, code: eca-rule } ] }
            status: active
            date: '2026-11-24'
            description: When red, then say so.
            usage: Ignore it at will.
            relatedArtifact:
              - { type: citation, display: 'Nobody 2020', citation: 'Nobody. PMID 12345.' }
            action:
              - title: Made up
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
                        valueSet: https://legcramps.org/fhir/ValueSet/red

            """,
        ["ts-order/plandefinition.yaml"] = """
            resourceType: PlanDefinition
            extension:
              - url: https://legcramps.org/fhir/StructureDefinition/gate-class
                valueCode: drug
              - url: http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation
                valueCodeableConcept: { coding: [ { system: https://legcramps.org/fhir/CodeSystem/evidence-strength, code: C, display: review } ] }
            id: TS-ORDER
            url: https://legcramps.org/fhir/PlanDefinition/TS-ORDER
            version: '1.0.0'
            name: TSORDER
            title: Something made up
            type: { coding: [ { system: http://terminology.hl7.org/CodeSystem/plan-definition-type, code: eca-rule } ] }
            status: active
            date: '2026-11-24'
            description: When red, then say so.
            usage: Ignore it at will.
            relatedArtifact:
              - { type: citation, display: 'Nobody 2020', citation: 'Nobody. PMID 12345.' }
            action:
              - title: Made up
                trigger:
                  - { type: named-event, name: order-select }
                  - { type: named-event, name: order-sign }
                condition:
                  - kind: applicability
                    expression: { language: text/fhirpath, expression: '%draft.exists()' }
                input:
                  - id: draft
                    type: MedicationRequest
                    codeFilter:
                      - path: status
                        code: [ { system: http://hl7.org/fhir/CodeSystem/medicationrequest-status, code: draft } ]
                      - path: medication
                        valueSet: https://legcramps.org/fhir/ValueSet/blue
                action:
                  - title: What it mentions
                    input:
                      - id: size
                        type: Observation
                        codeFilter:
                          - path: code
                            valueSet: https://legcramps.org/fhir/ValueSet/size
                        dateFilter:
                          - path: effective
                            valueDuration: { value: 90, unit: d, system: http://unitsofmeasure.org, code: d }

            """,
        ["ts-view/card.yaml"] = """
            summary: Red is on record.
            indicator: info
            detail: |
              Red was found.
              {{iif(%core.exists(), 'Beside it: ' & %core.title.join(', ') & '.', '')}}
              Look at it.
            overrideReasons: [ seen ]

            """,
        ["ts-order/card.yaml"] = """
            summary: "Blue is ordered{{iif(%symptom.exists(), ', and red is on record', '')}}."
            indicator: "{{iif(%symptom.exists(), 'warning', 'info')}}"
            detail: |
              Blue was chosen.
              {{iif(%size.exists(), '- A size is known.', '')}}
            suggestions:
              - label: Cancel it
                isRecommended: false
                actions:
                  - type: delete
                    description: Remove the draft
                    resourceId: 'MedicationRequest/{{%draft.first().id}}'
              - label: "{{iif(%size.empty(), 'Measure it', '')}}"
                isRecommended: false
                actions:
                  - type: create
                    description: Draft a measurement
                    resource:
                      resourceType: ServiceRequest
                      status: draft
                      intent: proposal
                      subject: { reference: 'Patient/{{%patientId}}' }
                      code: { text: Size }
            overrideReasons: [ seen ]

            """,
        ["ts-view/cases/shown-red.yaml"] = """
            story: Ada has red.
            today: '2026-11-23'
            hook: patient-view
            conditions:
              - resourceType: Condition
                id: condition-1
                clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active } ] }
                verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: confirmed } ] }
                code: { coding: [ { system: http://example.org/codes, code: 'r1' } ] }
                recordedDate: '2026-10-01'
            expect:
              indicator: info
              says: [ 'Red was found.' ]
              findings: [ red ]

            """,
        ["ts-view/cases/silent-nothing.yaml"] = """
            story: Bo has nothing.
            today: '2026-11-23'
            hook: patient-view

            """,
        ["ts-view/cases/silent-resolved.yaml"] = """
            story: Cy had red.
            today: '2026-11-23'
            hook: patient-view
            conditions:
              - resourceType: Condition
                id: condition-1
                clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: resolved } ] }
                verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: confirmed } ] }
                code: { coding: [ { system: http://example.org/codes, code: 'r1' } ] }
                recordedDate: '2026-10-01'

            """,
        ["ts-view/cases/silent-refuted.yaml"] = """
            story: Di never had red.
            today: '2026-11-23'
            hook: patient-view
            conditions:
              - resourceType: Condition
                id: condition-1
                clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active } ] }
                verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: refuted } ] }
                code: { coding: [ { system: http://example.org/codes, code: 'r1' } ] }
                recordedDate: '2026-10-01'

            """,
        ["ts-order/cases/shown-blue-with-red.yaml"] = """
            story: Ed has red and is given blue.
            today: '2026-11-23'
            hook: order-select
            draftOrders:
              - resourceType: MedicationRequest
                id: draft-1
                status: draft
                intent: order
                medicationCodeableConcept: { coding: [ { system: 'urn:oid:1.2.3', code: 'b2' } ] }
            conditions:
              - resourceType: Condition
                id: condition-1
                clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active } ] }
                verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: confirmed } ] }
                code: { coding: [ { system: http://example.org/codes, code: 'r1' } ] }
                recordedDate: '2026-10-01'
            expect:
              indicator: warning
              says: [ 'and red is on record', 'Blue was chosen.' ]
              findings: [ blue ]
              suggestions: [ Cancel it, Measure it ]

            """,
        ["ts-order/cases/silent-excluded.yaml"] = """
            story: Flo is given the excluded blue.
            today: '2026-11-23'
            hook: order-select
            draftOrders:
              - resourceType: MedicationRequest
                id: draft-1
                status: draft
                intent: order
                medicationCodeableConcept: { coding: [ { system: 'urn:oid:1.2.3', code: 'b3' } ] }
            conditions:
              - resourceType: Condition
                id: condition-1
                clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active } ] }
                verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: confirmed } ] }
                code: { coding: [ { system: http://example.org/codes, code: 'r1' } ] }
                recordedDate: '2026-10-01'

            """,
        ["ts-order/cases/silent-red.yaml"] = """
            story: Guy is given red.
            today: '2026-11-23'
            hook: order-sign
            draftOrders:
              - resourceType: MedicationRequest
                id: draft-1
                status: draft
                intent: order
                medicationCodeableConcept: { coding: [ { system: 'urn:oid:1.2.3', code: 'r1' } ] }

            """,
        ["ts-order/cases/silent-not-selected.yaml"] = """
            story: Hal looks at another draft.
            today: '2026-11-23'
            hook: order-select
            draftOrders:
              - resourceType: MedicationRequest
                id: draft-1
                status: draft
                intent: order
                medicationCodeableConcept: { coding: [ { system: 'urn:oid:1.2.3', code: 'b1' } ] }
              - { resourceType: MedicationRequest, id: draft-2, status: draft, intent: order, medicationCodeableConcept: { text: other } }
            selections: [ MedicationRequest/draft-2 ]
            conditions:
              - resourceType: Condition
                id: condition-1
                clinicalStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active } ] }
                verificationStatus: { coding: [ { system: http://terminology.hl7.org/CodeSystem/condition-ver-status, code: confirmed } ] }
                code: { coding: [ { system: http://example.org/codes, code: 'r1' } ] }
                recordedDate: '2026-10-01'

            """,
    };
}
