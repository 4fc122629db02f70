using LegCramps.Cases;
using LegCramps.CdsHooks;
using LegCramps.Knowledge;
using LegCramps.Service.Hooks;

namespace LegCramps.Service.Pages;

/// <summary>The pages for people: the start page, every card, every value set. Each is written when somebody first asks for it.</summary>
internal static class CardPages
{
    public static void MapPages(this IEndpointRouteBuilder app, KnowledgeBase knowledge, string cardFolder, bool openAccess)
    {
        var changelog = Changelog.Read(cardFolder);
        var cases = new Lazy<IReadOnlyList<CardCase>>(() => CaseFiles.Load(cardFolder).Cases);
        var start = StartPage.Of(knowledge, openAccess);
        var list = new Lazy<Page>(() => CardListPage.Of(knowledge));
        var cards = Pages(knowledge.Cards, c => c.Id, c => CardPage.Of(knowledge, c, changelog.Of(c.Id), Example(knowledge, c, cases.Value)));
        var valueSets = Pages(knowledge.Concepts, c => c.Id, c => ValueSetPage.Of(knowledge, c));
        app.MapPage("/", () => start);
        app.MapPage("/cards", () => list.Value);
        app.MapPage("/cards/{id}", (string id) => cards.GetValueOrDefault(id)?.Value ?? Missing);
        app.MapPage("/value-sets/{id}", (string id) => valueSets.GetValueOrDefault(id)?.Value ?? Missing);
    }

    private static Page Missing { get; } = new(
        "There is no such page",
        $"""<nav aria-label="Breadcrumb"><ul><li><a href="../">LegCramps</a></li><li><a href="../cards">Cards</a></li></ul></nav>""",
        $"""<p>No card and no value set of this service has this id; a card that was retired has no page any more. <a href="../cards">All cards</a></p>""")
    {
        Status = StatusCodes.Status404NotFound,
    };

    private static void MapPage(this IEndpointRouteBuilder app, string path, Delegate page)
    {
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], page).AddEndpointFilter(AtOneAddressAsync);
        app.Map(path, (HttpRequest request) => Refusal.WrongMethod(request, "GET, HEAD, OPTIONS"));
    }

    // The links of the pages are relative, so that they hold behind a proxy that puts a path before them; a slash at the end would lead them astray.
    private static async ValueTask<object?> AtOneAddressAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var path = call.HttpContext.Request.Path.Value!;
        return path is [_, .., '/'] ? TypedResults.Redirect($"../{Uri.EscapeDataString(path.TrimEnd('/').Split('/')[^1])}") : await next(call);
    }

    private static Dictionary<string, Lazy<Page>> Pages<T>(IEnumerable<T> things, Func<T, string> id, Func<T, Page> page) =>
        things.ToDictionary(id, t => new Lazy<Page>(() => page(t)), StringComparer.OrdinalIgnoreCase);

    // The first of its cases, by file name, that comes to a card.
    private static (CardCase, Card)? Example(KnowledgeBase knowledge, CardDefinition card, IReadOnlyList<CardCase> cases)
    {
        var runner = new CaseRunner(knowledge);
        foreach (var situation in cases.Where(c => c.IsShown && c.CardFolder.Equals(card.Id, StringComparison.OrdinalIgnoreCase)))
        {
            if (runner.Show(situation) is { } shown) return (situation, shown);
        }

        return null;
    }
}
