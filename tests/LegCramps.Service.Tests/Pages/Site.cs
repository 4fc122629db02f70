using System.Net;
using System.Text.RegularExpressions;

namespace LegCramps.Service.Tests.Pages;

/// <summary>The pages as a browser meets them: by their addresses and the links on them.</summary>
internal static partial class Site
{
    /// <summary>What a person reads: the page without its tags.</summary>
    public static string Words(this Reply page)
    {
        var main = page.Text[page.Text.IndexOf("<main>", StringComparison.Ordinal)..];
        return Spaces.Replace(WebUtility.HtmlDecode(Tags.Replace(InlineTags.Replace(main, ""), " ")), " ");
    }

    /// <summary>The links of a page, decoded, as they stand.</summary>
    public static IReadOnlyList<string> Links(this Reply page) => [.. Hrefs.Matches(page.Text).Select(m => WebUtility.HtmlDecode(m.Groups["href"].Value))];

    /// <summary>Where a link on a page leads: a path for a page of the service, else an address of somebody else.</summary>
    public static string Follow(string path, string link)
    {
        var here = new Uri("http://here");
        var target = new Uri(new Uri(here, path), link);
        return target.Host == here.Host ? target.AbsolutePath : target.AbsoluteUri;
    }

    /// <summary>Every HTML page that can be reached from the start page, by its path.</summary>
    public static async Task<IReadOnlyDictionary<string, Reply>> CrawlAsync(Ehr ehr)
    {
        var pages = new Dictionary<string, Reply>(StringComparer.Ordinal);
        var waiting = new Queue<string>(["/"]);
        while (waiting.TryDequeue(out var path))
        {
            if (pages.ContainsKey(path)) continue;
            var page = pages[path] = await ehr.GetsAsync(path);
            if (page.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true) continue;
            foreach (var target in page.Links().Select(link => Follow(path, link)).Where(t => t.StartsWith('/'))) waiting.Enqueue(target);
        }

        return pages;
    }

    [GeneratedRegex("</?(strong|em|code|span|a)( [^>]*)?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex InlineTags { get; }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tags { get; }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Spaces { get; }

    [GeneratedRegex("href=\"(?<href>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Hrefs { get; }
}
