using FluentAssertions;
using LegCramps.Facts;
using Xunit;

namespace LegCramps.Tests.Facts;

/// <summary>A FHIR date is the interval of days that it may mean.</summary>
public sealed class FhirDateTests
{
    [Theory]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2026-11-23", "2026-11-23", "2026-11-23")]
    [InlineData("2026-11-23T08:11:12-05:00", "2026-11-23", "2026-11-23")]
    [InlineData("2026-11-23T08:11:12", "2026-11-23", "2026-11-23")]
    // In UTC the day of the clinic is not known: an order of this evening in Chicago is stamped tomorrow.
    [InlineData("2026-11-24T02:00:00Z", "2026-11-23", "2026-11-24")]
    [InlineData("2026-11-24T02:00:00.123+00:00", "2026-11-23", "2026-11-24")]
    [InlineData("2026-11-24T11:30:00Z", "2026-11-23", "2026-11-25")]
    [InlineData("2026-11-24T18:00:00Z", "2026-11-24", "2026-11-25")]
    public void It_may_mean_these_days(string text, string earliest, string latest)
    {
        var date = FhirDate.Parse(text)!.Value;
        (date.Earliest.ToString("yyyy-MM-dd"), date.Latest.ToString("yyyy-MM-dd")).Should().Be((earliest, latest));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("0000")]
    [InlineData("2026-13-45")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-23 08:00")]
    [InlineData("soon after")]
    public void What_is_no_date_is_none(string? text) => FhirDate.Parse(text).Should().BeNull();

    [Fact]
    public void An_order_of_this_evening_that_is_stamped_tomorrow_in_UTC_is_not_in_the_future()
    {
        var today = new DateOnly(2026, 11, 23);
        FhirDate.Parse("2026-11-24T02:00:00Z")!.Value.IsAfter(today).Should().BeFalse();
        FhirDate.Parse("2026-11-24T18:00:00Z")!.Value.IsAfter(today).Should().BeTrue();
        FhirDate.Parse("2026-11-24T02:00:00-06:00")!.Value.IsAfter(today).Should().BeTrue();
    }

    [Theory]
    [InlineData("0001-01-01T02:00:00Z")]
    [InlineData("9999-12-31T23:00:00Z")]
    public void The_ends_of_time_are_dates_too(string text) => FhirDate.Parse(text).Should().NotBeNull();
}
