using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace LegCramps.Service.Tests.Support;

/// <summary>The whole service on a real socket, with the repository's cards, on a fixed day.</summary>
public class RunningService : WebApplicationFactory<Program>
{
    private readonly string data = Directory.CreateTempSubdirectory("legcramps-").FullName;
    private readonly (string Key, string Value)[] settings;

    public RunningService()
        : this([])
    {
    }

    internal RunningService(params (string Key, string Value)[] settings)
    {
        this.settings = settings;
        UseKestrel();
    }

    internal CapturedLog Log { get; } = new();

    internal FixedDay Day { get; } = new(new DateOnly(2026, 11, 23));

    internal Ehr Ehr => new(CreateClient());

    internal Uri Address
    {
        get
        {
            using var client = CreateClient();
            return client.BaseAddress!;
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The address is given as the command line gives it: UseKestrel(port) races with the start of the server.
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("LegCramps:Cards", Repository.File("cards")).UseSetting("LegCramps:DataFolder", data);
        // Most tests ask about one patient again and again; those about snooze switch it on, and are in no hurry.
        builder.UseSetting("LegCramps:Snooze:Enabled", "false").UseSetting("LegCramps:Snooze:LookupMilliseconds", "20000");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.AddProvider(Log).AddFilter<CapturedLog>(null, LogLevel.Debug));
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Day)));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(data)) return;
        BeforeDataIsDeleted(data);
        Directory.Delete(data, recursive: true);
    }

    /// <summary>For a test that wants to see what the service has left on disk.</summary>
    protected virtual void BeforeDataIsDeleted(string folder)
    {
    }
}

/// <summary>Real clockwork, on a day of the test's choice, at noon unless the test says otherwise.</summary>
internal sealed class FixedDay(DateOnly today) : TimeProvider
{
    public DateOnly Today { get; set; } = today;

    /// <summary>How long after noon it is.</summary>
    public TimeSpan Later { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Today, new TimeOnly(12, 0), TimeSpan.Zero) + Later;
}

/// <summary>One service for all tests that only ask it something.</summary>
[CollectionDefinition(Name)]
public sealed class OneService : ICollectionFixture<RunningService>
{
    public const string Name = "one service";
}
