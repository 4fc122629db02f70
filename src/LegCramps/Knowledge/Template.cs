using System.Text;
using Hl7.FhirPath;

namespace LegCramps.Knowledge;

/// <summary>Text with <c>{{FHIRPath}}</c> tokens, the token form that CDS Hooks uses in prefetch.</summary>
public sealed class Template
{
    private readonly IReadOnlyList<(string Literal, CompiledExpression? Token)> parts;

    private Template(string source, IReadOnlyList<(string, CompiledExpression?)> parts, IReadOnlyList<string> expressions)
    {
        Source = source;
        this.parts = parts;
        Expressions = expressions;
    }

    public string Source { get; }

    /// <summary>The FHIRPath expressions of the tokens, for the checks at load.</summary>
    public IReadOnlyList<string> Expressions { get; }

    /// <summary>Parses and compiles. Throws <see cref="FormatException"/> for an unclosed token or a FHIRPath syntax error.</summary>
    public static Template Parse(string source)
    {
        var parts = new List<(string, CompiledExpression?)>();
        var expressions = new List<string>();
        var at = 0;
        while (source.IndexOf("{{", at, StringComparison.Ordinal) is var open && open >= 0)
        {
            var close = source.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0) throw new FormatException($"the token that starts at character {open + 1} is not closed by }}}}");
            var expression = source[(open + 2)..close].Trim();
            parts.Add((source[at..open], null));
            parts.Add(("", FhirPath.Compile(expression)));
            expressions.Add(expression);
            at = close + 2;
        }

        parts.Add((source[at..], null));
        return new Template(source, parts, expressions);
    }

    /// <summary>Fills the tokens; a token that yields nothing is empty text.</summary>
    public string Fill(EvaluationContext context) => string.Concat(Fragments(context).Select(f => f.Text));

    /// <summary>Fills the tokens, or gives null when one of them yields nothing.</summary>
    public string? FillOrNull(EvaluationContext context)
    {
        var text = new StringBuilder();
        foreach (var fragment in Fragments(context))
        {
            if (fragment is { IsToken: true, Text: "" }) return null;
            text.Append(fragment.Text);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    /// <summary>Fills line by line; a line that held a token and is blank afterwards is dropped.</summary>
    public string FillLines(EvaluationContext context)
    {
        // Tokens may hold line breaks of their own, so the lines are cut in the template, not in the result.
        var text = new StringBuilder();
        var line = new StringBuilder();
        var held = false;
        foreach (var fragment in Fragments(context))
        {
            held |= fragment.IsToken;
            var pieces = fragment.IsToken ? [fragment.Text] : fragment.Text.Split('\n');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0) EndLine(text, line, ref held);
                line.Append(pieces[i]);
            }
        }

        EndLine(text, line, ref held);
        return text.ToString().TrimEnd('\n');
    }

    private static void EndLine(StringBuilder text, StringBuilder line, ref bool held)
    {
        var content = line.ToString();
        if (!held || !string.IsNullOrWhiteSpace(content)) text.Append(content).Append('\n');
        line.Clear();
        held = false;
    }

    private IEnumerable<(string Text, bool IsToken)> Fragments(EvaluationContext context) =>
        parts.Select(p => p.Token is null ? (p.Literal, false) : (FhirPath.Text(p.Token, context), true));
}
