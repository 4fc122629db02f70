using LegCramps.Service.Clients;

namespace LegCramps.Service.Commands;

/// <summary><c>doctor</c>: is this configuration sound, and does a running service behave from outside as it should?</summary>
internal static class Doctor
{
    /// <summary>The configuration that the service would start with here.</summary>
    public static Task<int> ExamineConfigurationAsync(WebApplicationBuilder service, TextWriter output) =>
        PrintAsync(new DoctorConfiguration(Settings.Read(service.Configuration, service.Environment.IsDevelopment())).ChecksAsync(), output);

    /// <summary>A service that runs somewhere.</summary>
    public static async Task<int> ExamineDeploymentAsync(Uri url, DoctorToken? token, string? origin, int calls, TimeProvider clock, TextWriter output)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(10) };
        return await PrintAsync(new DoctorDeployment(http, url, token, origin, calls, clock).ChecksAsync(), output);
    }

    private static async Task<int> PrintAsync(IAsyncEnumerable<Diagnosis> checks, TextWriter output)
    {
        var verdicts = new List<Verdict>();
        await foreach (var diagnosis in checks)
        {
            await output.WriteLineAsync(diagnosis.ToString());
            verdicts.Add(diagnosis.Verdict);
        }

        var failed = verdicts.Count(v => v == Verdict.Failed);
        await output.WriteLineAsync($"{verdicts.Count} checks: {verdicts.Count(v => v == Verdict.Ok)} ok, {verdicts.Count(v => v == Verdict.Warning)} warnings, {failed} failed");
        return failed > 0 ? 1 : 0;
    }
}
