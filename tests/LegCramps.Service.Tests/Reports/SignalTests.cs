using LegCramps.Service.Reports;

namespace LegCramps.Service.Tests.Reports;

/// <summary>When a week of a card is called unusual, and when it is not.</summary>
public sealed class SignalTests
{
    // A Monday: the week before it is the latest whole one.
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly int[] Usual = [20, 24, 17, 22, 19, 25, 18, 21, 23, 20, 16, 22];

    [Fact]
    public void A_week_like_the_others_is_no_signal() => Of([.. Usual, 26]).Should().BeEmpty();

    [Fact]
    public void A_jump_is_named_with_what_was_to_be_expected()
    {
        var signal = Of([.. Usual, 60]).Should().ContainSingle().Subject;

        signal.Should().BeEquivalentTo(new { Id = "LC-A", Measure = "due", Kind = "jump", Week = new DateOnly(2026, 11, 16), Value = 60 });
        signal.Expected.Should().BeApproximately(20.58, 0.01);
        signal.Text.Should().StartWith("Due 60 times in the week of 2026-11-16; by its history ");
    }

    [Fact]
    public void A_fall_is_one_too() => Of([.. Usual, 3]).Should().ContainSingle().Which.Kind.Should().Be("fall");

    [Fact]
    public void A_card_that_died_is_told_from_the_first_week_on_and_for_half_a_year()
    {
        Of([.. Usual, 0]).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = "silence", Week = new DateOnly(2026, 11, 16), Value = 0 });
        Of([.. Usual, .. new int[25]]).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = "silence", Week = new DateOnly(2026, 6, 1) });
    }

    [Fact]
    public void A_rare_card_is_missed_only_after_a_long_time()
    {
        int[] rare = [1, 0, 1, 2, 0, 1, 1, 0, 1, 1, 2, 0, 1];

        Of([.. rare, 0, 0, 0]).Should().BeEmpty();
        Of([.. rare, 0, 0, 0, 0, 0, 0, 0, 0]).Should().ContainSingle().Which.Kind.Should().Be("silence");
        Of([.. rare, 4]).Should().BeEmpty("four in a week are no flood");
    }

    [Fact]
    public void A_history_that_always_went_up_and_down_makes_wide_limits()
    {
        int[] restless = [10, 45, 12, 40, 9, 50, 15, 38, 11, 44];

        Of([.. restless, 60]).Should().BeEmpty();
        Of([.. Usual.Select(u => u + 6), 60]).Should().NotBeEmpty("the mean is the same");
    }

    [Fact]
    public void A_new_card_has_no_history_to_be_compared_with() => Of([5, 40, 0, 90]).Should().BeEmpty();

    [Fact]
    public void The_week_that_is_not_over_is_not_judged() => Signals.Of([.. Weeks(Usual, 0), Day(Today, "shown", 500)], Today).Should().BeEmpty();

    [Fact]
    public void Silent_and_snoozed_cards_were_due_as_well() =>
        Signals.Of([.. Weeks(Usual, 1), Day(Today.AddDays(-3), "silent", 12), Day(Today.AddDays(-2), "snoozed", 8)], Today).Should().BeEmpty();

    [Fact]
    public void A_share_of_overrides_that_jumps_is_a_signal_of_its_own()
    {
        var overridden = Usual.Select((shown, i) => Day(Today.AddDays(-7 * (Usual.Length + 1 - i)), Tally.Overridden, shown / 4));

        var signal = Signals.Of([.. Weeks([.. Usual, 22], 0), .. overridden, Day(Today.AddDays(-7), Tally.Overridden, 20)], Today).Should().ContainSingle().Subject;

        signal.Should().BeEquivalentTo(new { Measure = "overridden", Kind = "jump" });
        signal.Text.Should().StartWith("91% of 22 cards overridden in the week of 2026-11-16; by its history 0% to ");
    }

    // Laney's formulas by hand: mean 10, z = (x - 10) / sqrt 10, mean moving range of z = 4 / sqrt 10, divided by 1.128.
    [Fact]
    public void The_limits_are_those_of_the_formula()
    {
        var limits = ControlChart.OfCounts([8, 12, 8, 12, 8, 12]);

        limits.Mean.Should().Be(10);
        (limits.Upper - 10).Should().BeApproximately(3 * Math.Sqrt(10) * (4 / Math.Sqrt(10) / 1.128), 1e-9);
        ControlChart.OfCounts([10, 10, 10]).Upper.Should().BeApproximately(10 + (3 * Math.Sqrt(10)), 1e-9, "never narrower than chance");
        ControlChart.OfShares([(5, 10), (50, 100), (0, 0)], 25).Upper.Should().BeApproximately(0.5 + (3 * Math.Sqrt(0.25 / 25)), 1e-9);
    }

    private static IReadOnlyList<Signal> Of(params int[] weeks) => Signals.Of(Weeks(weeks, 0), Today);

    // The last of them is so many weeks before the latest whole one.
    private static IEnumerable<Tally> Weeks(int[] counts, int before) => counts.Select((count, i) => Day(Today.AddDays(-7 * (counts.Length + before - i)), "shown", count)).Where(t => t.Count > 0);

    private static Tally Day(DateOnly day, string fate, int count) => new() { Rule = "LC-A", Version = "1.0.0", Client = "", Day = day, Fate = fate, Count = count };
}
