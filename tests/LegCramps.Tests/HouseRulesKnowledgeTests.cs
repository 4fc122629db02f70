using System.Text.RegularExpressions;
using FluentAssertions;
using Hl7.Fhir.Model;
using LegCramps.Knowledge;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests;

/// <summary>No drug, condition or code outside <c>cards/</c>: the words and codes of the value sets must not occur in the source.</summary>
public sealed partial class HouseRulesKnowledgeTests
{
    // Shorter words, and shorter codes of digits alone, are words and numbers of any program.
    private const int MinLetters = 5;
    private const int MinDigits = 5;

    // Displays that are words of any program; a drug or a condition has no place in this list.
    private static readonly string[] Generic = ["unknown"];

    private static readonly KnowledgeBase Knowledge = CardFolder.Load(Repository.Cards).Knowledge!;

    // The symptom that the product is named after may be named where the product says what it is.
    private static readonly IReadOnlyList<ValueSet> ValueSets = [.. Knowledge.Concepts.Where(c => c != Knowledge.Gates.Symptom).Select(c => c.ValueSet)];

    [Fact]
    public void No_display_or_title_of_a_value_set_occurs_in_the_source()
    {
        var words = ValueSets.SelectMany(v => Concepts(v).Select(c => c.Display).Append(v.Title))
            .OfType<string>().Select(Normal).Where(d => d.Count(char.IsLetter) >= MinLetters && !Generic.Contains(d)).ToHashSet(StringComparer.Ordinal);

        Repository.Sources.SelectMany(s => Phrases(s.Text, words).Select(w => $"{s.Name}: {w}")).ToList().Should().BeEmpty();
    }

    [Fact]
    public void No_code_of_a_value_set_occurs_in_the_source()
    {
        var codes = ValueSets.SelectMany(Concepts).Select(c => c.Code!).Where(IsTelling).ToHashSet(StringComparer.Ordinal);

        Repository.Sources.SelectMany(s => Tokens.Matches(s.Text).Select(m => m.Value).Where(codes.Contains).Distinct().Select(c => $"{s.Name}: {c}")).ToList().Should().BeEmpty();
    }

    [Fact]
    public void The_test_would_see_a_word_and_a_code()
    {
        Phrases("// when red light is on", new HashSet<string> { "red light" }).Should().Equal("red light");
        Tokens.Matches("Find(\"A12.3\") or 12345-6").Select(m => m.Value).Should().Contain("A12.3").And.Contain("12345-6");
    }

    private static IEnumerable<ValueSet.ConceptReferenceComponent> Concepts(ValueSet set) => set.Compose!.Include.Concat(set.Compose.Exclude).SelectMany(i => i.Concept);

    private static bool IsTelling(string code) => code.Length >= 3 && (code.Any(char.IsLetter) ? code.Any(char.IsDigit) : code.Count(char.IsDigit) >= MinDigits);

    // Displays have at most a few words; every run of so many words in the source is looked up.
    private static IEnumerable<string> Phrases(string text, HashSet<string> known)
    {
        var longest = known.Max(k => k.AsSpan().Count(' ')) + 1;
        var words = Normal(text).Split(' ');
        for (var start = 0; start < words.Length; start++)
        {
            var phrase = words[start];
            for (var length = 1; length <= longest; length++)
            {
                if (known.Contains(phrase)) yield return phrase;
                if (start + length >= words.Length) break;
                phrase = $"{phrase} {words[start + length]}";
            }
        }
    }

    private static string Normal(string text) => string.Join(' ', Words.Matches(text).Select(m => m.Value.ToLowerInvariant()));

    [GeneratedRegex(@"[A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Words { get; }

    [GeneratedRegex(@"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tokens { get; }
}
