namespace LegCramps.Service.Tests.Hooks;

/// <summary>Bodies exactly as the public sandbox sent them.</summary>
[Collection(OneService.Name)]
public sealed class RealClientTests(RunningService service)
{
    private readonly Ehr ehr = service.Ehr;

    [SharedFact]
    public async Task The_sandbox_opens_a_chart() => (await SendAsync("sandbox-patient-view", "patient-view")).ShouldShow("LCSUM01");

    [SharedFact] // its first call comes before a drug is picked
    public async Task The_sandbox_drafts_an_order_without_a_drug() => (await SendAsync("sandbox-order-select-empty-draft", "order-select")).ShouldBeSilent();

    [SharedFact]
    public async Task The_sandbox_drafts_a_drug_with_an_object_for_a_category() =>
        (await SendAsync("sandbox-order-select-naproxen", "order-select")).Completeness["unrecognizedMedications"]!.GetValue<int>().Should().Be(0);

    private async Task<Reply> SendAsync(string file, string hook) =>
        await ehr.PostsAsync($"/cds-services/legcramps-{hook}", await File.ReadAllBytesAsync(Path.Combine(SharedFactAttribute.Folder, "real-clients", $"{file}.json")));
}
