using System.Text.Json;
using System.Text.Json.Nodes;
using LegCramps.Knowledge.Expressions;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads wording.yaml: the sentences that stand on every card.</summary>
internal static class WordingFile
{
    public static Wording? Load(FolderContents folder, Problems problems)
    {
        if (folder.Read(FolderContents.Wording) is not { Root: not null } file) return null;
        var root = new Section(file, file.Root, problems, "source", "footer", "statements");
        var source = root.Child("source", "label");
        if (source is null) root.Problem(null, "'source' is missing");
        var label = source?.Text("label");
        var footer = root.Text("footer") is null ? null : Parse(root["footer"]!, Variables.Footer);
        root.Texts("statements");
        var statements = file.Root.Items("statements").Where(s => s.GetValueKind() is JsonValueKind.String).Select(s => Parse(s, Variables.Statements)).ToArray();
        return label is null || footer is null ? null : new Wording { SourceLabel = label, Footer = footer, Statements = [.. statements.OfType<Template>()] };

        Template? Parse(JsonNode text, IReadOnlyDictionary<string, Focus> variables)
        {
            PlainMarkdown.CheckTemplate(file, text, text.GetValue<string>(), problems);
            return Tokens.Parse(file, text, variables, problems);
        }
    }
}
