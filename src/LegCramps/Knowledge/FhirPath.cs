using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace LegCramps.Knowledge;

/// <summary>The one door to Firely's FHIRPath engine.</summary>
public static class FhirPath
{
    private static readonly FhirPathCompiler Compiler = new();

    // The engine propagates an empty focus through operators, so an expression over variables alone needs some focus.
    private static readonly PocoNode[] Focus = [new Basic().ToPocoNode()];

    /// <summary>Compiles an expression. Throws <see cref="FormatException"/> on a syntax error or an unknown function.</summary>
    public static CompiledExpression Compile(string expression)
    {
        try
        {
            return Compiler.Compile(expression);
        }
        catch (ArgumentException unknown)
        {
            throw new FormatException(unknown.Message, unknown);
        }
    }

    /// <summary>The syntax tree, for the checks at load. Throws <see cref="FormatException"/> on a syntax error.</summary>
    public static Expression Parse(string expression) => Compiler.Parse(expression);

    /// <summary>True when the engine has a function of that name with so many arguments.</summary>
    public static bool HasFunction(string name, int arguments) => Compiler.Symbols.Filter(name, arguments + 1).Count() > 0;

    /// <summary>The boolean value, or null when the expression yields nothing or something else (indeterminate).</summary>
    public static bool? Boolean(CompiledExpression expression, EvaluationContext context) =>
        expression(Focus, context).Take(2).ToArray() is [{ Poco: PrimitiveType { JsonValue: bool value } }] ? value : null;

    /// <summary>The values as text, or empty text when the expression yields nothing.</summary>
    public static string Text(CompiledExpression expression, EvaluationContext context) =>
        string.Concat(expression(Focus, context).Select(n => n.Poco is PrimitiveType p ? p.ToString() : ""));
}
