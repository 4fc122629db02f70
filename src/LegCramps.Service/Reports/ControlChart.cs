namespace LegCramps.Service.Reports;

/// <summary>
/// Says whether one more week is like the weeks before it. Firing rates are watched with statistical process control after Kassakian et al.,
/// Appl Clin Inform 2017;8:910 (doi 10.4338/ACI-2017-01-RA-0006). The limits are those of Laney's p' and u' charts
/// (Laney, Quality Engineering 2002;14:531): three standard deviations of chance, times how much more than by chance the weeks have differed so far.
/// </summary>
internal static class ControlChart
{
    private const double Sigmas = 3;

    // The mean difference between two values of a standard normal distribution; it turns a mean moving range into a standard deviation.
    private const double D2 = 1.128;

    /// <summary>Limits for a count per week: chance is Poisson's.</summary>
    public static Limits OfCounts(IReadOnlyList<int> weeks) => Of([.. weeks.Select(count => (count, 1))], 1, mean => mean);

    /// <summary>Limits for the share of a week with so many: chance is binomial.</summary>
    public static Limits OfShares(IReadOnlyList<(int Count, int Size)> weeks, int size) => Of([.. weeks.Where(w => w.Size > 0)], size, mean => mean * (1 - mean));

    /// <summary>How likely nothing at all is in so many weeks, when chance is Poisson's.</summary>
    public static double OfNothing(double mean, int weeks) => Math.Exp(-mean * weeks);

    private static Limits Of(IReadOnlyList<(int Count, int Size)> weeks, int size, Func<double, double> variance)
    {
        var mean = (double)weeks.Sum(w => w.Count) / weeks.Sum(w => w.Size);
        var deviation = Math.Sqrt(variance(mean));
        if (deviation == 0) return new(mean, mean, mean);
        var z = weeks.Select(w => (((double)w.Count / w.Size) - mean) / (deviation / Math.Sqrt(w.Size))).ToList();
        var beyondChance = z.Zip(z.Skip(1), (a, b) => Math.Abs(b - a)).DefaultIfEmpty().Average() / D2;
        // Never narrower than chance alone: a quiet history is no reason to call the next week unusual.
        var reach = Sigmas * deviation / Math.Sqrt(size) * Math.Max(1, beyondChance);
        return new(mean, Math.Max(0, mean - reach), mean + reach);
    }
}

/// <summary>What a week is expected to be, and how far from it is still nothing unusual.</summary>
internal sealed record Limits(double Mean, double Lower, double Upper);
