using System.Collections.Frozen;

namespace LegCramps.Knowledge.RxNorm;

/// <summary>The relations that are walked, all of them from the ingredient toward the product; the way back would lead to the other ingredients of a combination.</summary>
internal enum Relation : byte
{
    /// <summary>An ingredient has a precise form: a salt or an ester.</summary>
    HasForm,

    /// <summary>An ingredient, a precise ingredient or several ones are in a component, a form, a group or a drug.</summary>
    IngredientOf,

    /// <summary>An ingredient is part of a concept of multiple ingredients.</summary>
    PartOf,

    /// <summary>A component makes up a drug.</summary>
    Constitutes,

    /// <summary>A drug is contained in a pack.</summary>
    ContainedIn,

    /// <summary>A group covers forms, and a form covers drugs.</summary>
    InverseIsA,

    /// <summary>A drug without a quantity has one with a quantity.</summary>
    HasQuantifiedForm,

    /// <summary>Something generic has a brand.</summary>
    HasTradename,
}

internal static class Relations
{
    // RXNREL has one row for each direction of a relation; either one will do.
    private static readonly FrozenDictionary<string, (Relation Relation, bool Backward)> ByName = new Dictionary<string, (Relation, bool)>(StringComparer.Ordinal)
    {
        ["has_form"] = (Relation.HasForm, false),
        ["form_of"] = (Relation.HasForm, true),
        ["ingredient_of"] = (Relation.IngredientOf, false),
        ["has_ingredient"] = (Relation.IngredientOf, true),
        ["ingredients_of"] = (Relation.IngredientOf, false),
        ["has_ingredients"] = (Relation.IngredientOf, true),
        ["precise_ingredient_of"] = (Relation.IngredientOf, false),
        ["has_precise_ingredient"] = (Relation.IngredientOf, true),
        ["part_of"] = (Relation.PartOf, false),
        ["has_part"] = (Relation.PartOf, true),
        ["constitutes"] = (Relation.Constitutes, false),
        ["consists_of"] = (Relation.Constitutes, true),
        ["contained_in"] = (Relation.ContainedIn, false),
        ["contains"] = (Relation.ContainedIn, true),
        ["inverse_isa"] = (Relation.InverseIsA, false),
        ["isa"] = (Relation.InverseIsA, true),
        ["has_quantified_form"] = (Relation.HasQuantifiedForm, false),
        ["quantified_form_of"] = (Relation.HasQuantifiedForm, true),
        ["has_tradename"] = (Relation.HasTradename, false),
        ["tradename_of"] = (Relation.HasTradename, true),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static (Relation Relation, bool Backward)? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;
}
