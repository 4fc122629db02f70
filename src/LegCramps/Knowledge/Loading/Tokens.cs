using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LegCramps.Knowledge.Expressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>Checks texts with <c>{{FHIRPath}}</c> tokens before they become templates.</summary>
internal static partial class Tokens
{
    [GeneratedRegex(@"\{\{(.*?)\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Pattern { get; }

    /// <summary>The template, or null when a token has problems; adds the names of the variables that its tokens use.</summary>
    public static Template? Parse(YamlFile file, JsonNode place, IReadOnlyDictionary<string, Focus> variables, Problems problems, ISet<string>? used = null)
    {
        var text = place.GetValue<string>();
        var before = problems.Count;
        foreach (Match token in Pattern.Matches(text))
        {
            var findings = Expression(file, token.Value[2..^2].Trim(), file.Line(place, token.Index), variables, problems);
            used?.UnionWith(findings.Used);
            if (findings.Problems.Count == 0 && findings.Result.IsMany) problems.Add(file.Name, file.Line(place, token.Index), $"a token yields one value, and here can be several: use join(', ') or first() (in {token.Value})");
        }

        if (Pattern.Replace(text, "").Contains("{{", StringComparison.Ordinal)) problems.Add(file, place, "a token that starts with {{ is not closed by }}");
        return problems.Count == before ? Template.Parse(text) : null;
    }

    /// <summary>Checks one expression and reports what is wrong with it.</summary>
    public static ExpressionFindings Expression(YamlFile file, string expression, int line, IReadOnlyDictionary<string, Focus> variables, Problems problems)
    {
        var findings = ExpressionCheck.Check(expression, variables);
        foreach (var problem in findings.Problems) problems.Add(file.Name, line, $"{problem} (in FHIRPath: {expression})");
        return findings;
    }

    /// <summary>Checks one expression that must say yes or no.</summary>
    public static ExpressionFindings Condition(YamlFile file, string expression, int line, IReadOnlyDictionary<string, Focus> variables, Problems problems)
    {
        var findings = Expression(file, expression, line, variables, problems);
        if (findings.Problems.Count == 0 && !findings.Result.CanBe("boolean")) problems.Add(file.Name, line, $"this yields {findings.Result.Names}, not true or false (in FHIRPath: {expression})");
        else if (findings.Problems.Count == 0 && findings.Result.IsMany) problems.Add(file.Name, line, $"this can yield several answers: use exists() or all() (in FHIRPath: {expression})");
        return findings;
    }
}
