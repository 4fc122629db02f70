using System.Text.Json.Nodes;

namespace LegCramps.Knowledge.Loading;

/// <summary>Collects everything that is wrong, so that it is reported at once.</summary>
internal sealed class Problems
{
    private readonly List<CardProblem> errors = [];
    private readonly List<CardProblem> notes = [];

    public int Count => errors.Count;

    public IReadOnlyList<CardProblem> Errors => Sorted(errors);

    public IReadOnlyList<CardProblem> Notes => Sorted(notes);

    public void Add(string file, int line, string text) => errors.Add(new CardProblem(file, line, text));

    public void Add(YamlFile file, JsonNode? at, string text) => Add(file.Name, file.Line(at), text);

    public void Note(string file, int line, string text) => notes.Add(new CardProblem(file, line, text));

    public void Note(YamlFile file, JsonNode? at, string text) => Note(file.Name, file.Line(at), text);

    private static CardProblem[] Sorted(IEnumerable<CardProblem> problems) =>
        [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];
}
