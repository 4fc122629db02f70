using System.Collections.Frozen;

namespace LegCramps.Knowledge.RxNorm;

/// <summary>RxNorm's term types, as far as orders and value sets use them.</summary>
internal enum TermType : byte
{
    Ingredient,
    PreciseIngredient,
    MultipleIngredients,
    BrandName,
    Product,
}

internal static class TermTypes
{
    private static readonly FrozenDictionary<string, TermType> ByName = new Dictionary<string, TermType>(StringComparer.Ordinal)
    {
        ["IN"] = TermType.Ingredient,
        ["PIN"] = TermType.PreciseIngredient,
        ["MIN"] = TermType.MultipleIngredients,
        ["BN"] = TermType.BrandName,
        // Component, form, group, drug, each generic and branded; P stands for the precise ingredient; then packs.
        ["SCDC"] = TermType.Product,
        ["SCDF"] = TermType.Product,
        ["SCDFP"] = TermType.Product,
        ["SCDG"] = TermType.Product,
        ["SCDGP"] = TermType.Product,
        ["SCD"] = TermType.Product,
        ["SBDC"] = TermType.Product,
        ["SBDF"] = TermType.Product,
        ["SBDFP"] = TermType.Product,
        ["SBDG"] = TermType.Product,
        ["SBD"] = TermType.Product,
        ["GPCK"] = TermType.Product,
        ["BPCK"] = TermType.Product,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static TermType? Find(string name) => ByName.TryGetValue(name, out var type) ? type : null;
}
