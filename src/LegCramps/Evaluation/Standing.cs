using System.Runtime.InteropServices;

namespace LegCramps.Evaluation;

/// <summary>Whether a fact counts today, and the rule that decided.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Standing(Counting Counting, string Why)
{
    public static Standing Current(string why) => new(Counting.Current, why);

    public static Standing Unconfirmed(string why) => new(Counting.Unconfirmed, why);

    public static Standing Not(string why) => new(Counting.Not, why);
}

/// <summary>Current, stated but unconfirmed, or not counted.</summary>
internal enum Counting
{
    Not,
    Unconfirmed,
    Current,
}
