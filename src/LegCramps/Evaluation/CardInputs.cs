using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What the inputs of one card found, and the means to ask again.</summary>
internal sealed class CardInputs(CardDefinition card, InputMatching matching, Variables variables, string gate, string? withoutInput)
{
    private IReadOnlyDictionary<string, IReadOnlyList<Fact>>? found;

    public InputMatching Matching => matching;

    public Variables Variables => variables;

    public string Gate => gate;

    public IReadOnlyDictionary<string, IReadOnlyList<Fact>> Found =>
        found ??= card.Inputs.ToDictionary(i => i.Id, i => i.Id == withoutInput ? [] : matching.Find(card, i), StringComparer.Ordinal);

    public IReadOnlyList<Fact> this[CardInput input] => Found[input.Id];
}
