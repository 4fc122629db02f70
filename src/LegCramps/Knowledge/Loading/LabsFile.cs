namespace LegCramps.Knowledge.Loading;

/// <summary>Reads labs.yaml: the units in which lab results are compared.</summary>
internal static class LabsFile
{
    public static LabRules Load(FolderContents folder, Concepts concepts, Problems problems)
    {
        var units = new IReadOnlyList<string>?[concepts.All.Count];
        var spellings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (folder.Read(FolderContents.Labs) is { Root: not null } file)
        {
            var root = new Section(file, file.Root, problems, "spellings", "labs");
            if (root.Child("spellings") is { } spelled)
            {
                foreach (var spelling in spelled.Names)
                {
                    if (spelled.Text(spelling) is { } code && Known(spelled, spelling, code)) spellings[spelling] = code;
                }
            }

            var labs = root.Child("labs");
            foreach (var id in labs?.Names ?? [])
            {
                if (concepts.Named(labs!, id, id) is not { } concept || labs!.Child(id, "units") is not { } lab) continue;
                units[concept.Index] = [.. lab.Texts("units").Where(u => Known(lab, "units", u))];
                if (units[concept.Index]!.Count == 0) lab.Problem("units", "a lab needs at least one unit");
            }
        }

        return new LabRules { Units = units, Spellings = spellings };
    }

    private static bool Known(Section section, string name, string unit)
    {
        if (Ucum.IsKnown(unit)) return true;
        section.Problem(name, $"'{unit}' is no UCUM code");
        return false;
    }
}
