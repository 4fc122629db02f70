using LegCramps.Knowledge;

namespace LegCramps.Facts.Scanning;

/// <summary>The hits of one resource, sorted by what they say about it.</summary>
internal sealed class Said
{
    public Said(TerminologyIndex terminology, Arena arena, List<Hit> hits)
    {
        foreach (var hit in hits)
        {
            var concepts = hit.Role switch
            {
                Role.Reason => Reasons,
                Role.BodySite => BodySites,
                Role.Route => Routes,
                Role.Value => Values,
                _ => Concepts,
            };
            foreach (var concept in terminology.Find(hit.System, arena[hit.Code]))
            {
                if (!concepts.Contains(concept)) concepts.Add(concept);
            }

            if (concepts == Concepts) Codings.Add((terminology.Uri(hit.System), arena.Text(hit.Code)!));
        }
    }

    public List<int> Concepts { get; } = [];

    public List<(string System, string Code)> Codings { get; } = [];

    public List<int> Reasons { get; } = [];

    public List<int> BodySites { get; } = [];

    public List<int> Routes { get; } = [];

    public List<int> Values { get; } = [];

    public bool IsEmpty => Concepts.Count == 0 && Reasons.Count == 0 && Values.Count == 0;
}
