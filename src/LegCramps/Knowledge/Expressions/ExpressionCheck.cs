using Hl7.FhirPath.Expressions;

namespace LegCramps.Knowledge.Expressions;

/// <summary>
/// FHIRPath answers false for a misspelt element, and a misspelt variable can be short-circuited away.
/// So the parsed tree is walked: every variable, element, type and function must exist.
/// </summary>
internal sealed class ExpressionCheck
{
    private readonly IReadOnlyDictionary<string, Focus> variables;
    private readonly List<string> problems = [];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    private ExpressionCheck(IReadOnlyDictionary<string, Focus> variables) => this.variables = variables;

    /// <summary>What is wrong with the expression, what it yields, and which variables it names.</summary>
    public static ExpressionFindings Check(string expression, IReadOnlyDictionary<string, Focus> variables)
    {
        var check = new ExpressionCheck(variables);
        var result = Focus.Unknown;
        try
        {
            result = check.Walk(FhirPath.Parse(expression), new Scope(Focus.Nothing, Focus.Nothing));
            if (check.problems.Count == 0) FhirPath.Compile(expression);
        }
        catch (FormatException broken)
        {
            check.problems.Add(broken.Message);
        }

        return new ExpressionFindings(check.problems, check.used, result);
    }

    private Focus Walk(Expression expression, Scope scope) => expression switch
    {
        BracketExpression bracket => Walk(bracket.Operand, scope),
        AxisExpression axis => axis.AxisName switch { "that" => scope.That, "this" => scope.This, "index" => Focus.Of("integer"), _ => Focus.Unknown },
        VariableRefExpression variable => Variable(variable.Name),
        ChildExpression child => Child(child, Walk(child.Focus, scope)),
        FunctionCallExpression call => Call(call, scope),
        NewNodeListInitExpression list => Focus.Union([.. list.Contents.Select(c => Walk(c, scope))]),
        ConstantExpression constant => Focus.Of(Constant(constant.Value)),
        _ => Focus.Unknown,
    };

    private Focus Variable(string name)
    {
        used.Add(name);
        if (variables.TryGetValue(name, out var focus)) return focus;
        problems.Add($"there is no variable %{name}; there are: {string.Join(", ", variables.Keys.Order(StringComparer.Ordinal).Select(v => "%" + v))}");
        return Focus.Unknown;
    }

    private Focus Child(ChildExpression child, Focus focus)
    {
        var name = child.ChildName;
        if (focus.Element(name) is { } element)
        {
            if (focus.ReadInsteadOf(name) is { } read) problems.Add($"'{name}' is not read from a request; of {focus.Names} there is: {string.Join(", ", read)}");
            return element;
        }

        if (focus.IsKnown && focus.Types.Count == 0) problems.Add($"'{name}' has nothing to start from: begin with a %variable");
        else if (focus.ChoiceElement(name) is { } choice) problems.Add($"FHIRPath knows '{name}' as '{choice}'");
        else problems.Add(focus.IsKnown ? $"{focus.Names} has no element '{name}'" : $"no FHIR R4 type has an element '{name}'");
        return Focus.Unknown;
    }

    private Focus Call(FunctionCallExpression call, Scope scope)
    {
        var name = call.FunctionName;
        var focus = call.Focus is null ? scope.That : Walk(call.Focus, scope);
        var expressions = call.Arguments.ToArray();
        if (name is "is" or "as" or "ofType" or "binary.is" or "binary.as") return TypeCall(name, focus, expressions, scope);

        if (Functions.Refused.TryGetValue(name, out var reason)) problems.Add($"{name}() is not allowed: {reason}");
        else if (!name.Contains('.', StringComparison.Ordinal) && !FhirPath.HasFunction(name, expressions.Length)) problems.Add($"there is no function {name}() with {expressions.Length} argument(s)");

        var item = focus with { IsMany = false };
        var inner = Functions.Iterating.Contains(name) ? new Scope(item, item) : name is "iif" ? scope with { That = focus } : scope;
        Focus[] arguments = [.. expressions.Select(e => Walk(e, inner))];
        if (Cardinality.Problem(name, focus, arguments) is { } several) problems.Add(several);
        var result = Functions.Result(name, focus, arguments);
        return result with { IsMany = Cardinality.IsMany(name, focus, result, arguments) };
    }

    // 'x is Type' has the operand among its arguments, 'x.is(Type)' in its focus.
    private Focus TypeCall(string name, Focus focus, Expression[] arguments, Scope scope)
    {
        if (arguments is not [.., ConstantExpression { Value: string specifier }] || Focus.Specified(specifier) is not { } type)
        {
            problems.Add($"'{(arguments is [.., ConstantExpression { Value: string named }] ? named : name)}' is no FHIR R4 type");
            return Focus.Unknown;
        }

        var operand = arguments.Length > 1 ? Walk(arguments[0], scope) : focus;
        if (name is not "ofType" && operand.IsMany) problems.Add("'is' and 'as' work on one item, and here can be several: use ofType()");
        return name is "is" or "binary.is" ? Focus.Boolean : type with { IsFact = operand.IsFact, IsMany = name is "ofType" && operand.IsMany };
    }

    private static string Constant(object? value) => value switch
    {
        bool => "boolean",
        string => "string",
        int or long => "integer",
        decimal => "decimal",
        _ => value?.GetType().Name switch { "Quantity" => "Quantity", "Date" => "date", "DateTime" => "dateTime", "Time" => "time", _ => "string" },
    };

    private readonly record struct Scope(Focus That, Focus This);
}

/// <summary>What <see cref="ExpressionCheck"/> found out about an expression.</summary>
/// <param name="Problems">Empty when the expression is good.</param>
/// <param name="Used">Names of the variables in it.</param>
/// <param name="Result">What it yields.</param>
internal sealed record ExpressionFindings(IReadOnlyList<string> Problems, IReadOnlySet<string> Used, Focus Result);
