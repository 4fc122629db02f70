using System.Globalization;

namespace LegCramps.Facts;

/// <summary>A FHIR date or dateTime of any precision, as the interval of days that it may mean.</summary>
/// <param name="Earliest">First day of the year, month or day stated.</param>
/// <param name="Latest">Last day of it.</param>
/// <param name="Text">As sent.</param>
public readonly record struct FhirDate(DateOnly Earliest, DateOnly Latest, string Text)
{
    /// <summary>Reads YYYY, YYYY-MM, YYYY-MM-DD and anything that goes on with T; null for what is no date.</summary>
    public static FhirDate? Parse(string? text)
    {
        if (text is null || text.Length < 4 || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is 0) return null;
        if (text.Length == 4) return new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), text);
        if (text.Length < 7 || text[4] != '-' || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12) return null;
        if (text.Length == 7) return new(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)), text);
        if (text.Length < 10 || text[7] != '-' || !int.TryParse(text.AsSpan(8, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var day)) return null;
        if (day < 1 || day > DateTime.DaysInMonth(year, month) || (text.Length > 10 && text[10] != 'T')) return null;
        var date = new DateOnly(year, month, day);
        return IsUtc(text) ? AnyZone(date, text) : new(date, date, text);
    }

    // Rules count in days, and with an offset (or none) the day written is the day the clinic saw.
    private static bool IsUtc(string text) => text.Length > 13 && (text.EndsWith('Z') || text.EndsWith("+00:00", StringComparison.Ordinal));

    // UTC hides the clinic's zone, which may be 12 hours behind or 14 ahead: this evening's order may be stamped tomorrow.
    private static FhirDate AnyZone(DateOnly date, string text)
    {
        if (!int.TryParse(text.AsSpan(11, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)) return new(date, date, text);
        var earliest = hour < 12 && date > DateOnly.MinValue ? date.AddDays(-1) : date;
        var latest = hour >= 10 && date < DateOnly.MaxValue ? date.AddDays(1) : date;
        return new(earliest, latest, text);
    }

    /// <summary>True when the date lies after today whatever its precision.</summary>
    public bool IsAfter(DateOnly today) => Earliest > today;

    /// <summary>True when the date lies before today whatever its precision.</summary>
    public bool IsBefore(DateOnly today) => Latest < today;

    /// <summary>True when the date may lie within the last so many days, today included.</summary>
    public bool IsWithin(int days, DateOnly today) => !IsAfter(today) && Latest.DayNumber >= today.DayNumber - (long)days;

    public override string ToString() => Text;
}
