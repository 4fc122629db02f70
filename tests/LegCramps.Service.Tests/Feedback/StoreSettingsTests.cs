namespace LegCramps.Service.Tests.Feedback;

/// <summary>Store and snooze as an operator sets them.</summary>
public sealed class StoreSettingsTests
{
    [Theory]
    [InlineData("LegCramps:Snooze:Days", "-1", "LegCramps:Snooze:Days: -1 is not between 0 and 3650")]
    [InlineData("LegCramps:Snooze:OrderSignMinutes", "1441", "LegCramps:Snooze:OrderSignMinutes: 1441 is not between 0 and 1440")]
    [InlineData("LegCramps:Snooze:ChartOpenHours", "169", "LegCramps:Snooze:ChartOpenHours: 169 is not between 0 and 168")]
    [InlineData("LegCramps:Snooze:LookupMilliseconds", "0", "LegCramps:Snooze:LookupMilliseconds: 0 is not between 1 and 60000")]
    [InlineData("Store:RetentionDays", "0", "Store:RetentionDays: 0 is not between 1 and 36500")]
    [InlineData("Store:Provider", "Oracle", "Store:Provider: 'Oracle' is not one of Sqlite, PostgreSql")]
    [InlineData("Store:Provider", "PostgreSql", "ConnectionStrings:Store: missing; PostgreSql needs one such as Host=db.example.org;Database=legcramps;Username=legcramps;Password=...")]
    [InlineData("ConnectionStrings:Store", "Data Source=:memory:", "ConnectionStrings:Store: not a connection string for Sqlite, such as Data Source=data/legcramps.db")]
    [InlineData("ConnectionStrings:Store", "Data Source=a.db;Mode=Memory", "ConnectionStrings:Store: not a connection string for Sqlite, such as Data Source=data/legcramps.db")]
    [InlineData("ConnectionStrings:Store", "Host=db.example.org;Password=hunter2", "ConnectionStrings:Store: not a connection string for Sqlite, such as Data Source=data/legcramps.db")]
    public void A_setting_that_makes_no_sense_is_named(string key, string value, string problem) => Problems((key, value)).Should().Equal(problem);

    [Theory]
    [InlineData("Password=hunter2")]
    [InlineData("Data Source=a.db;Secret=hunter2")]
    [InlineData("Host=db.example.org;Nonsense=hunter2")]
    public void A_connection_string_that_cannot_be_used_is_named_and_not_repeated(string connection) =>
        Problems(("Store:Provider", "PostgreSql"), ("ConnectionStrings:Store", connection)).Should().Equal("ConnectionStrings:Store: not a connection string for PostgreSql, such as Host=db.example.org;Database=legcramps");

    [Fact]
    public void Every_problem_is_named_and_not_the_first_one_only() =>
        Problems(("Store:Provider", "Oracle"), ("Store:RetentionDays", "0"), ("LegCramps:Snooze:Days", "9999")).Should().HaveCount(3);

    private static IReadOnlyList<string> Problems(params (string Key, string? Value)[] settings) =>
        Configured.Read(isDevelopment: true, settings).Problems;
}
