namespace LegCramps.Knowledge.Loading;

/// <summary>Reads source-attributes.yaml: who made the cards with whose money, and which value sets are data of a protected kind.</summary>
internal static class SourceAttributesFile
{
    public static SourceAttributes? Load(FolderContents folder, Concepts concepts, Problems problems)
    {
        if (folder.Read(FolderContents.SourceAttributes) is not { Root: not null } file) return null;
        var root = new Section(file, file.Root, problems, "developer", "funding", "socialDeterminants", "healthStatusAssessments");
        var (developer, funding) = (root.Text("developer"), root.Text("funding"));
        var (determinants, assessments) = (Named("socialDeterminants"), Named("healthStatusAssessments"));
        return developer is null || funding is null ? null : new SourceAttributes
        {
            Developer = developer,
            Funding = funding,
            SocialDeterminants = determinants,
            HealthStatusAssessments = assessments,
        };

        Concept[] Named(string name) => [.. root.Texts(name).Select(id => concepts.Named(root, name, id)).OfType<Concept>()];
    }
}
