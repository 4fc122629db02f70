using LegCramps.Service.Clients;

namespace LegCramps.Service.Tests.Limits;

/// <summary>The limits as an operator sets them.</summary>
public sealed class LimitSettingsTests
{
    [Theory]
    [InlineData("MaxEntries", "99", "LegCramps:MaxEntries: 99 is not between 100 and 1000000")]
    [InlineData("MaxDepth", "10", "LegCramps:MaxDepth: 10 is not between 64 and 1000")]
    [InlineData("MaxHeaderBytes", "100", "LegCramps:MaxHeaderBytes: 100 is not between 4096 and 1048576")]
    [InlineData("RequestSeconds", "0", "LegCramps:RequestSeconds: 0 is not between 1 and 600")]
    [InlineData("Concurrency:Calls", "0", "LegCramps:Concurrency:Calls: 0 is not between 1 and 1000000")]
    [InlineData("Concurrency:Waiting", "-1", "LegCramps:Concurrency:Waiting: -1 is not between 0 and 1000000")]
    [InlineData("RateLimit:PermitsPerSecond", "often", "LegCramps:RateLimit:PermitsPerSecond: 'often' is not a value of the expected kind (a whole number, or true or false)")]
    public void A_limit_that_makes_no_sense_is_named(string key, string value, string problem) => Problems((key, value)).Should().Equal(problem);

    [Fact]
    public void Limits_that_contradict_each_other_are_named() =>
        Problems(("RequestSeconds", "30"), ("ShutdownSeconds", "20"), ("RateLimit:PermitsPerSecond", "50"), ("RateLimit:Burst", "10")).Should().HaveCount(2)
            .And.Contain(p => p.StartsWith("LegCramps:ShutdownSeconds")).And.Contain(p => p.StartsWith("LegCramps:RateLimit:Burst"));

    [Fact]
    public void Sections_within_the_section_are_read()
    {
        var options = Read(("RateLimit:PermitsPerSecond", "50"), ("RateLimit:Burst", "70"), ("Concurrency:Calls", "7"), ("MaxDepth", "99"), ("AllowedOrigins:0", "https://a.example.org"), ("AllowedOrigins:1", "https://b.example.org")).LegCramps;

        options.RateLimit.Should().Be(new LegCramps.Service.Limits.RateLimit { PermitsPerSecond = 50, Burst = 70 });
        options.Concurrency.Should().Be(new LegCramps.Service.Limits.Concurrency { Calls = 7 });
        options.MaxDepth.Should().Be(99);
        options.AllowedOrigins.Should().Equal("https://a.example.org", "https://b.example.org");
    }

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings) => Read(settings).Problems;

    private static Settings Read(params (string Key, string Value)[] settings) =>
        Configured.Read(isDevelopment: true, settings.Select(s => ($"LegCramps:{s.Key}", (string?)s.Value)));
}
