using LegCramps.Facts;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Fhir;

/// <summary>Fetches what prefetch lacks, all of it at once and within one deadline, and adds it to the request as if it had been sent.</summary>
internal sealed class ChartCompletion(RequestReader reader, FhirServer server, FhirMetrics metrics, Settings settings, IHostEnvironment environment, TimeProvider clock)
{
    // A Medication may be made of Medications.
    private const int MedicationRounds = 2;

    /// <summary>Completes the request as far as it goes. Never throws for anything a FHIR server does.</summary>
    public async Task<FetchReport> CompleteAsync(RequestReading reading, CdsClient client, CancellationToken cancellation)
    {
        var gaps = reading.Gaps.Where(IsWanted).ToList();
        var report = new FetchReport();
        var (access, reason) = FhirAccess.Of(reading.Request!, client, environment.IsDevelopment());
        if (access is null)
        {
            foreach (var gap in gaps) Report(report, gap.Key, reason);
            return report;
        }

        var call = new Fetching(access, new Deadline(clock, TimeSpan.FromMilliseconds(settings.Fhir.DeadlineMilliseconds)), new Budget(settings.Fhir.MaxBytes), new Budget(settings.Fhir.MaxEntries), cancellation);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var medications = MedicationsAsync(reading, call, asked);
        var answers = await Task.WhenAll(gaps.Select(g => FetchAsync(g, reading.Request!.PatientId, call)));
        // Added in the order of the keys, not of their arrival: the same chart gives the same cards.
        Add(reading, await medications, report);
        foreach (var (gap, answer) in gaps.Zip(answers))
        {
            reading.Add(gap.Key, answer.Pages, replace: gap.Next is null, isWhole: answer.Outcome == FetchOutcome.Fetched);
            Report(report, gap.Key, answer.Outcome);
        }

        for (var round = 0; round < MedicationRounds; round++) Add(reading, await MedicationsAsync(reading, call, asked), report);
        return report;
    }

    private bool IsWanted(Gap gap) =>
        (settings.Fhir.Keys ?? FhirQuery.Templates.Keys).Contains(gap.Key, StringComparer.Ordinal) && (gap.State != InputState.Partial || FhirQuery.WantsEveryPage(gap.Key));

    private void Add(RequestReading reading, Answer? medications, FetchReport report)
    {
        if (medications is not { } answer) return;
        reading.Add(RequestReading.Medication, answer.Pages, replace: false, isWhole: true);
        Report(report, RequestReading.Medication, answer.Outcome);
    }

    private void Report(FetchReport report, string key, FetchOutcome outcome)
    {
        metrics.Completed(key, outcome);
        report.Add(key, outcome);
    }

    private async Task<Answer> FetchAsync(Gap gap, string patientId, Fetching call)
    {
        var query = FhirQuery.Of(gap.Key, call.Access, patientId);
        var address = gap.Next is null || query is null ? query : call.Access.Follow(gap.Next, query);
        return address is null ? new Answer(FetchOutcome.NotAllowed, []) : await FetchAsync(gap.Key, address, call);
    }

    // Null when no order refers to a Medication that was not asked for already.
    private async Task<Answer?> MedicationsAsync(RequestReading reading, Fetching call, HashSet<string> asked)
    {
        var ids = reading.UnresolvedMedications.Select(call.Access.MedicationId).OfType<string>().Where(asked.Add).ToList();
        if (ids.Count == 0) return null;
        var isWhole = ids.Count <= settings.Fhir.MaxMedications;
        var searches = FhirQuery.OfMedications(call.Access, ids.Take(settings.Fhir.MaxMedications));
        var answers = await Task.WhenAll(searches.Select(search => FetchAsync(RequestReading.Medication, search, call)));
        var outcome = answers.Select(a => a.Outcome).FirstOrDefault(o => o != FetchOutcome.Fetched, FetchOutcome.Fetched);
        return new Answer(outcome == FetchOutcome.Fetched && !isWhole ? FetchOutcome.Incomplete : outcome, [.. answers.SelectMany(a => a.Pages)]);
    }

    // Page by page, each judged by itself before it may say anything about the patient.
    private async Task<Answer> FetchAsync(string key, Uri first, Fetching call)
    {
        var pages = new List<ReadOnlyMemory<byte>>();
        var seen = new HashSet<Uri>();
        for (Uri? address = first; address is not null;)
        {
            if (pages.Count == settings.Fhir.MaxPages || !seen.Add(address)) return new Answer(FetchOutcome.Incomplete, pages);
            var reply = await server.GetAsync(call.Access, address, call.Deadline, call.Cancellation);
            if (reply.Outcome != FetchOutcome.Fetched) return new Answer(reply.Outcome, pages);
            var page = reader.Inspect(key, reply.Body.Span);
            if (!page.IsSound) return new Answer(FetchOutcome.Unreadable, pages);
            if (!call.Bytes.Take(reply.Body.Length) || !call.Entries.Take(page.Entries)) return new Answer(FetchOutcome.Incomplete, pages);
            pages.Add(reply.Body);
            if (page.HasFailed) return new Answer(FetchOutcome.Incomplete, pages);
            if (page.Next is null || !FhirQuery.WantsEveryPage(key)) return new Answer(FetchOutcome.Fetched, pages);
            address = call.Access.Follow(page.Next, address);
            if (address is null) return new Answer(FetchOutcome.NotAllowed, pages);
        }

        return new Answer(FetchOutcome.Fetched, pages);
    }

    private sealed record Answer(FetchOutcome Outcome, IReadOnlyList<ReadOnlyMemory<byte>> Pages);

    private sealed record Fetching(FhirAccess Access, Deadline Deadline, Budget Bytes, Budget Entries, CancellationToken Cancellation);

    private sealed class Budget(int bytes)
    {
        private int left = bytes;

        public bool Take(int count) => Interlocked.Add(ref left, -count) >= 0;
    }
}
