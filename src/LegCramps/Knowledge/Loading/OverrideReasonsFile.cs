using Hl7.Fhir.Model;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads override-reasons.yaml, a FHIR CodeSystem.</summary>
internal static class OverrideReasonsFile
{
    /// <summary>The code system, and its codes as far as they can be read.</summary>
    public static (CodeSystem? System, IReadOnlySet<string> Codes) Load(FolderContents folder, Problems problems)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        if (folder.Read(FolderContents.OverrideReasons) is not { } file) return (null, codes);
        var system = FhirFile.Load<CodeSystem>(file, problems);
        Artifact.Check(file, problems, "CodeSystem", "override-reasons");
        foreach (var concept in file.Root.Items("concept"))
        {
            if (concept.Text("code") is not { } code) continue;
            if (!codes.Add(code)) problems.Add(file, concept, $"'{code}' is there twice");
            if (concept.Text("display") is null) problems.Add(file, concept, $"'{code}' needs a display");
        }

        return (system, codes);
    }
}
