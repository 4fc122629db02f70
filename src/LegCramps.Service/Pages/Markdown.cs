using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LegCramps.Service.Pages;

/// <summary>The one door to Markdig. Raw HTML is shown as text, and a link leads to a web page or nowhere.</summary>
internal static class Markdown
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static Html ToHtml(string? text)
    {
        var document = Markdig.Markdown.Parse(text ?? "", Plain);
        foreach (var link in document.Descendants<LinkInline>().Where(l => l.IsImage || !IsWebAddress(l.Url)).ToList()) link.Url = "";
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !IsWebAddress(l.Url)).ToList()) link.ReplaceBy(new LiteralInline(link.Url));
        return Html.Trusted(document.ToHtml(Plain));
    }

    private static bool IsWebAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
}
