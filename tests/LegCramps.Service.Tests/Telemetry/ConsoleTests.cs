using Microsoft.Extensions.Configuration;

namespace LegCramps.Service.Tests.Telemetry;

/// <summary>Log lines are objects for machines outside Development and sentences for people in it.</summary>
public sealed class ConsoleTests
{
    [Theory]
    [InlineData("json", "appsettings.json")]
    [InlineData("simple", "appsettings.json", "appsettings.Development.json")]
    public void The_form_of_a_line_is_that_of_the_environment(string form, params string[] files)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var file in files) configuration.AddJsonFile(Repository.File("src", "LegCramps.Service", file));

        configuration.Build()["Logging:Console:FormatterName"].Should().Be(form);
    }

    [Fact]
    public async Task A_JSON_line_holds_the_values_of_its_sentence_apart()
    {
        using var service = await StartedService.StartAsync(["--urls", "http://127.0.0.1:0"], ("Logging__Console__FormatterName", "json"));

        var lines = service.Output.Where(l => l.Length > 0).Select(l => JsonNode.Parse(l)!).ToList();

        var loaded = lines.Single(l => l["EventId"]!.GetValue<int>() == 1);
        loaded["Message"]!.GetValue<string>().Should().Contain("cards loaded from");
        loaded["State"]!["Cards"]!.GetValue<int>().Should().BePositive();
    }
}
