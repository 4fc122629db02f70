namespace LegCramps.Facts.Scanning;

/// <summary>The elements that are read, as one tree: the request envelope, and one resource shape for every resource type.</summary>
/// <remarks>
/// <c>resourceType</c> may come last, so a resource is read by the union of what any type needs and judged at its closing brace.
/// </remarks>
internal static class Shapes
{
    /// <summary>Number of <c>context.draftOrders</c> among the inputs; the prefetch keys come before it.</summary>
    public static readonly int DraftOrders = PrefetchKeys.All.Count;

    /// <summary>Number of the Medications that orders refer to and that were fetched for them.</summary>
    public static readonly int Referenced = DraftOrders + 1;

    /// <summary>By number of the input: the root of a body that was fetched for it.</summary>
    public static readonly Shape[] Pages = new Shape[Referenced + 1];

    public static readonly Shape Request = Build();

    private static Shape Build()
    {
        var resource = new Shape { Name = "resource", Node = Node.Resource };
        var contained = new Shape { Name = "contained", Node = Node.Contained };
        var elements = Resource(resource, contained);
        resource.With(elements);
        contained.With(elements);

        // Before CDS Hooks 1.0 a prefetch value was wrapped as {"response": ..., "resource": ...}.
        (string, Shape)[] wrapped = [.. elements, ("resource", resource)];
        (string, Shape)[] prefetch = [.. PrefetchKeys.All.Select((key, i) =>
            (key, new Shape { Name = $"prefetch.{key}", Node = Node.Resource, Input = i, Expect = Expect.Object }.With(wrapped)))];

        prefetch.Select(p => p.Item2).ToArray().CopyTo(Pages, 0);
        Pages[DraftOrders] = new Shape { Name = "context.draftOrders", Node = Node.Resource, Input = DraftOrders, Expect = Expect.Object }.With(elements);
        Pages[Referenced] = new Shape { Name = "Medication", Node = Node.Resource, Input = Referenced, Expect = Expect.Object }.With(elements);

        return new Shape { Name = "request", Expect = Expect.Object }.With(
            ("hook", Text("hook", Field.Hook)),
            ("hookInstance", Text("hookInstance", Field.HookInstance)),
            ("fhirServer", Text("fhirServer", Field.FhirServer)),
            ("fhirAuthorization", new Shape { Name = "fhirAuthorization", Node = Node.FhirAuthorization, Expect = Expect.Object }.With(
                ("access_token", Leaf(Field.AccessToken)),
                ("token_type", Leaf(Field.TokenType)),
                ("expires_in", Leaf(Field.ExpiresIn)),
                ("scope", Leaf(Field.Scope)),
                ("subject", Leaf(Field.TokenSubject)),
                ("patient", Leaf(Field.TokenPatient)))),
            ("context", new Shape { Name = "context", Node = Node.Context, Expect = Expect.Object }.With(
                ("userId", Leaf(Field.UserId)),
                ("patientId", Text("context.patientId", Field.PatientId)),
                ("encounterId", Leaf(Field.EncounterId)),
                ("selections", new Shape { Name = "context.selections", Field = Field.Selection, Node = Node.Selections, Expect = Expect.Array }),
                ("draftOrders", Pages[DraftOrders]))),
            ("prefetch", new Shape { Name = "prefetch", Node = Node.Prefetch, Expect = Expect.Object }.With(prefetch)));
    }

    private static (string Name, Shape Child)[] Resource(Shape resource, Shape contained)
    {
        var start = Leaf(Field.Start);
        var end = Leaf(Field.End);
        var period = Plain(("start", start), ("end", end));
        var medication = Concept(Role.Medication, Node.Medication);
        var abatement = Leaf(Field.Abatement);
        var subject = Reference(Field.Subject);
        return
        [
            ("resourceType", Leaf(Field.ResourceType)),
            ("id", Leaf(Field.Id)),
            ("contained", contained),

            // Bundle
            ("total", Leaf(Field.Total)),
            ("link", new Shape { Name = "link", Node = Node.Link }.With(("relation", Leaf(Field.LinkRelation)), ("url", Leaf(Field.LinkUrl)))),
            ("entry", new Shape { Name = "entry", Node = Node.Entry }.With(
                ("fullUrl", Leaf(Field.FullUrl)),
                ("resource", resource))),

            // OperationOutcome
            ("issue", Plain(("severity", Leaf(Field.IssueSeverity)))),

            // Requests, events and conditions
            ("status", Leaf(Field.Status)),
            ("clinicalStatus", StatusConcept(Role.ClinicalStatus)),
            ("verificationStatus", StatusConcept(Role.VerificationStatus)),
            ("intent", Leaf(Field.Intent)),
            ("doNotPerform", Leaf(Field.DoNotPerform)),
            ("reportedBoolean", Leaf(Field.Reported)),
            ("reportedReference", Leaf(Field.Reported)),
            ("subject", subject),
            ("patient", subject),
            ("authoredOn", Leaf(Field.Recorded)),
            ("recordedDate", Leaf(Field.Recorded)),
            ("assertedDate", Leaf(Field.Recorded)),
            ("issued", Leaf(Field.Recorded)),
            ("code", Concept(Role.Code)),
            ("bodySite", Concept(Role.BodySite, Node.BodySite)),
            ("reasonCode", Concept(Role.Reason)),
            ("reasonReference", Reference(Field.ReasonReference)),

            // Medication
            ("medicationCodeableConcept", medication),
            ("medicationReference", new Shape { Name = "medicationReference", Node = Node.Medication }.With(("reference", Leaf(Field.MedicationReference)))),
            ("medication", Plain(("concept", Leaf(Field.MedicationOfR5)), ("reference", Leaf(Field.MedicationOfR5)))),
            ("ingredient", Plain(("itemCodeableConcept", Concept(Role.Medication)), ("itemReference", Reference(Field.MedicationReference)))),
            ("dosageInstruction", Plain(
                ("route", Concept(Role.Route)),
                ("timing", Plain(("repeat", Plain(("boundsPeriod", Plain(("start", Leaf(Field.DoseStart)), ("end", Leaf(Field.DoseEnd)))))))))),
            ("dosage", Plain(("route", Concept(Role.Route)))),
            ("dispenseRequest", Plain(("validityPeriod", Plain(("start", Leaf(Field.ValidityStart)), ("end", Leaf(Field.ValidityEnd)))))),

            // Dates
            ("onsetDateTime", start),
            ("onsetPeriod", Plain(("start", start))),
            ("performedDateTime", start),
            ("performedPeriod", period),
            ("effectiveDateTime", start),
            ("effectiveInstant", start),
            ("effectivePeriod", period),
            ("occurrenceDateTime", start),
            ("occurrencePeriod", period),
            ("abatementDateTime", end),
            ("abatementPeriod", Plain(("start", Leaf(Field.AbatementStart)), ("end", end))),
            ("abatementAge", abatement),
            ("abatementRange", abatement),
            ("abatementString", abatement),
            ("abatementBoolean", abatement),

            // Observation
            ("valueCodeableConcept", Concept(Role.Value)),
            ("valueDateTime", Leaf(Field.ValueDate)),
            ("valueDate", Leaf(Field.ValueDate)),
            ("valueQuantity", Plain(
                ("value", Leaf(Field.QuantityValue)),
                ("comparator", Leaf(Field.QuantityComparator)),
                ("unit", Leaf(Field.QuantityUnit)),
                ("system", Leaf(Field.QuantitySystem)),
                ("code", Leaf(Field.QuantityCode)))),
            ("interpretation", StatusConcept(Role.Interpretation)),
            ("referenceRange", Plain(("low", Plain(("value", Leaf(Field.RangeLow)))), ("high", Plain(("value", Leaf(Field.RangeHigh)))))),

            // Patient
            ("birthDate", Leaf(Field.BirthDate)),
            ("gender", Leaf(Field.Gender)),
        ];
    }

    private static Shape Text(string name, Field field) => new() { Name = name, Field = field, Expect = Expect.String };

    private static Shape Leaf(Field field) => new() { Name = field.ToString(), Field = field };

    private static Shape Plain(params (string, Shape)[] children) => new Shape { Name = "" }.With(children);

    private static Shape Reference(Field field) => Plain(("reference", Leaf(field)));

    private static Shape Concept(Role role, Node node = Node.None) =>
        new Shape { Name = role.ToString(), Node = node }.With(
            ("coding", new Shape { Name = "coding", Node = Node.Coding, Role = role }.With(("system", Leaf(Field.System)), ("code", Leaf(Field.Code)))));

    // Real requests leave the system of a status or an interpretation out, so nobody asks for it. STU3 wrote clinicalStatus as a bare string: the scalar field takes it.
    private static Shape StatusConcept(Role role) =>
        new Shape { Name = role.ToString(), Field = role == Role.ClinicalStatus ? Field.Status : Field.None }.With(
            ("coding", new Shape { Name = "coding", Node = Node.Coding, Role = role }.With(("code", Leaf(Field.Code)))));
}
