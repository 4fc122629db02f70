using LegCramps.Composition;
using LegCramps.Evaluation;
using LegCramps.Facts;
using LegCramps.Knowledge;
using LegCramps.Service;
using LegCramps.Service.Clients;
using LegCramps.Service.Commands;
using LegCramps.Service.Discovery;
using LegCramps.Service.Feedback;
using LegCramps.Service.Fhir;
using LegCramps.Service.Hooks;
using LegCramps.Service.Limits;
using LegCramps.Service.Pages;
using LegCramps.Service.Reports;
using LegCramps.Service.Store;
using LegCramps.Service.Telemetry;

if (CommandLine.IsVerb(args)) return await CommandLine.RunAsync(args);

var builder = Program.Builder(args);
var isDevelopment = builder.Environment.IsDevelopment();

// All or nothing: whatever is wrong with the configuration or the cards is said at once, and nothing is served.
var settings = Settings.Read(builder.Configuration, isDevelopment);
var folder = CardsLocation.Find(settings.LegCramps);
var cards = CardFolder.Load(folder);
string[] problems = [.. settings.Problems, .. cards.Problems.Select(p => p.ToString()), .. CardModes.Problems(settings, cards.Knowledge)];
foreach (var problem in problems) await Console.Error.WriteLineAsync(problem);
if (problems.Length > 0 || cards.Knowledge is not { } knowledge) return 1;

var options = settings.LegCramps;
var secret = DeploymentSecret.Read(options);
// The framework's own lines would repeat the address called, with whatever somebody put into its query.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Configuration.AddManagementAddress(settings);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    ServerLimits.Set(kestrel, options);
    kestrel.AllowClientCertificates(settings);
});
builder.Services.AddSingleton(settings).AddSingleton(secret).AddSingleton(knowledge).AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new RequestReader(knowledge.Terminology, new ReaderLimits { MaxBytes = options.MaxRequestBodyBytes, MaxEntries = options.MaxEntries, MaxDepth = options.MaxDepth }));
builder.Services.AddSingleton<EgressGuard>().AddSingleton<FhirMetrics>().AddSingleton<FhirResilience>().AddSingleton<FhirServer>().AddSingleton<ChartCompletion>();
builder.Services.AddSingleton<Evaluator>().AddSingleton<Composer>().AddSingleton<HookCall>();
builder.Services.AddBrowserClients(settings, isDevelopment);
builder.Services.AddClientTrust(settings, secret);
builder.Services.AddCallLimits(options);
builder.Services.AddStore(settings);
builder.Services.AddFeedback(settings);
builder.Services.AddReports();
builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
builder.Services.AddTelemetry(builder.Configuration);

var app = builder.Build();
app.Logger.CardsLoaded(knowledge.Cards.Count, folder);
if (settings.ManagementUrls.Count > 0) app.Logger.Management(string.Join(' ', settings.ManagementUrls));
if (settings.OpenAccess) app.Logger.OpenAccess();
else app.Logger.KnownClientsOnly(string.Join(' ', settings.Clients.Select(c => c.Issuer)));
if (!secret.Lasts) app.Logger.SecretIsTransient();

// Over https, for every host but this machine itself: a browser that has seen the service once never asks it in the clear again.
app.UseHsts();
app.UseBrowserClients();
app.UseFaults();
app.UseClientTrust();
app.UseCallLimits();
app.MapDiscovery();
app.MapHooks();
app.MapFeedback();
app.MapHealth();
var management = app.MapManagement(settings);
management.MapFigures();
management.MapReports();
management.MapPages(knowledge, folder, settings.OpenAccess);
app.Map("/{**path}", () => Refusal.UnknownPath);

await app.RunAsync();
return 0;

/// <summary>The entry point, named for tests that start the whole service.</summary>
public sealed partial class Program
{
    /// <summary>With the configuration as the service reads it: run from anywhere else, it takes the appsettings.json that was built beside it.</summary>
    internal static WebApplicationBuilder Builder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    });
}
