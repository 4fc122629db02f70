namespace LegCramps.Knowledge.RxNorm;

/// <summary>From the ingredients of a value set to every product that holds one of them.</summary>
internal static class ProductWalk
{
    /// <summary>All concepts that are the ingredients or hold one of them, without what is excluded.</summary>
    /// <remarks>
    /// The walk goes from the ingredient toward the product only. So a combination belongs to each of its ingredients, and a pack to each
    /// of its drugs, but neither leads on to the other ingredient's own products. A brand is reached and not walked: its products are
    /// reached through what they are made of.
    /// </remarks>
    public static IReadOnlySet<int> Run(RxNormRelease release, IReadOnlyCollection<int> ingredients, IReadOnlyCollection<int> excluded)
    {
        var without = Narrower(release, excluded);
        var found = new HashSet<int>(ingredients.Where(i => !without.Contains(i)));
        var waiting = new Queue<int>(found);
        while (waiting.TryDequeue(out var from))
        {
            if (release.TypeOf(from) is TermType.BrandName) continue;
            foreach (var (relation, to) in release.From(from))
            {
                if (!without.Contains(to) && Leads(relation, release.TypeOf(to)) && found.Add(to)) waiting.Enqueue(to);
            }
        }

        RemoveEmptied(release, ingredients, without, found);
        return found;
    }

    // A relation that the release has the wrong way round must not lead to another ingredient.
    private static bool Leads(Relation relation, TermType? to) => to switch
    {
        TermType.Ingredient => false,
        TermType.PreciseIngredient => relation is Relation.HasForm,
        TermType.MultipleIngredients => relation is Relation.PartOf,
        TermType.BrandName => relation is Relation.HasTradename or Relation.IngredientOf,
        _ => true,
    };

    // Who excludes a drug, a form or a group means its brands and what it covers too. A pack stays when another drug of it stays.
    private static HashSet<int> Narrower(RxNormRelease release, IReadOnlyCollection<int> excluded)
    {
        var narrower = new HashSet<int>(excluded);
        var waiting = new Queue<int>(narrower.Where(e => release.TypeOf(e) is TermType.Product));
        while (waiting.TryDequeue(out var from))
        {
            foreach (var (relation, to) in release.From(from))
            {
                if (relation is Relation.InverseIsA or Relation.HasTradename or Relation.HasQuantifiedForm && release.TypeOf(to) is TermType.Product && narrower.Add(to)) waiting.Enqueue(to);
            }
        }

        return narrower;
    }

    // A form, a group or a component all of whose drugs are excluded stands for nothing but them.
    private static void RemoveEmptied(RxNormRelease release, IReadOnlyCollection<int> ingredients, HashSet<int> without, HashSet<int> found)
    {
        if (without.Count == 0) return;
        while (found.Where(IsEmptied).ToArray() is { Length: > 0 } emptied)
        {
            found.ExceptWith(emptied);
            without.UnionWith(emptied);
        }

        bool IsEmptied(int code) => release.TypeOf(code) is TermType.Product && !ingredients.Contains(code)
            && release.From(code).Where(r => r.Relation is not Relation.ContainedIn).Select(r => r.To).ToArray() is { Length: > 0 } below && below.All(without.Contains);
    }
}
