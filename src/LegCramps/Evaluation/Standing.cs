using System.Runtime.InteropServices;

namespace LegCramps.Evaluation;

/// <summary>Whether a fact counts today, and the rule that decided; the sentence is only put together when somebody asks for it.</summary>
/// <param name="Counting">The verdict.</param>
/// <param name="Rule">The rule, in words.</param>
/// <param name="Code">The code of the record that the rule is about, such as its status; null when the rule is about none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Standing(Counting Counting, string Rule, string? Code = null)
{
    private const int MaxCode = 40;

    public string Why => Code is null ? Rule : $"{Rule} {(IsCode(Code) ? Code : "(not a code)")}";

    public static Standing Current(string rule) => new(Counting.Current, rule);

    public static Standing Unconfirmed(string rule, string? code) => new(Counting.Unconfirmed, rule, code);

    public static Standing Not(string rule, string? code = null) => new(Counting.Not, rule, code);

    // Whatever a client puts into the place of a code is not repeated.
    private static bool IsCode(string text) => text.Length <= MaxCode && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

/// <summary>Current, stated but unconfirmed, or not counted.</summary>
public enum Counting
{
    Not,
    Unconfirmed,
    Current,
}
