using System.Text.Json.Nodes;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads code-systems.yaml: canonical URIs, their other spellings, their notices.</summary>
internal static class CodeSystemsFile
{
    public static IReadOnlyList<KnownCodeSystem> Load(FolderContents folder, Problems problems)
    {
        if (folder.Read(FolderContents.CodeSystems) is not { Root: { } root } file) return [];
        if (root is not JsonArray list)
        {
            problems.Add(file, root, "this must be a list of code systems");
            return [];
        }

        var systems = new List<KnownCodeSystem>();
        var spellings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list)
        {
            var section = new Section(file, item, problems, "system", "name", "also", "medication", "condition", "notice");
            var also = section.Texts("also");
            var (name, notice) = (section.TextOrNull("name"), section.TextOrNull("notice"));
            if (section.Text("system") is not { } system) continue;
            foreach (var uri in also.Prepend(system))
            {
                if (!spellings.Add(uri)) section.Problem(null, $"'{uri}' is there twice");
            }

            systems.Add(new KnownCodeSystem(system, also, section.Flag("medication") ?? false, section.Flag("condition") ?? false) { Name = name, Notice = notice });
        }

        return systems;
    }
}
