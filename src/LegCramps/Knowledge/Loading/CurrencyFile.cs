using System.Text.Json;

namespace LegCramps.Knowledge.Loading;

/// <summary>Reads currency.yaml: what counts as current where a concept differs from the defaults.</summary>
internal sealed class CurrencyFile
{
    private static readonly string[] Members =
    [
        "withoutClinicalStatus", "conditionWithin", "bodySite", "observationWithin", "episodeWithin", "procedureWithin", "serviceRequest",
        "overruledBy", "unless", "endedBy", "statusObservation", "dateObservation", "age", "excludedRoute",
    ];

    private readonly Concepts concepts;

    private CurrencyFile(Concepts concepts) => this.concepts = concepts;

    /// <summary>The default for conditions without clinicalStatus in days, and the rules by concept index.</summary>
    public static (int DefaultDays, CurrencyRule?[] Rules) Load(FolderContents folder, Concepts concepts, Problems problems)
    {
        var rules = new CurrencyRule?[concepts.All.Count];
        if (folder.Read(FolderContents.Currency) is not { Root: not null } file) return (0, rules);
        var root = new Section(file, file.Root, problems, "defaults", "concepts");
        var reader = new CurrencyFile(concepts);
        var defaults = root.Child("defaults", "withoutClinicalStatus");
        var days = defaults is null ? null : Days(defaults, "withoutClinicalStatus");
        if (days is null) root.Problem("defaults", "'defaults' needs 'withoutClinicalStatus' in days");
        var named = root.Child("concepts");
        foreach (var id in named?.Names ?? [])
        {
            var section = named!.Child(id, Members);
            if (concepts.Named(named, id, id) is { } concept && section is not null) rules[concept.Index] = reader.Rule(section);
        }

        return (days ?? 0, rules);
    }

    private CurrencyRule Rule(Section section)
    {
        if (section.Has("unless") && !section.Has("overruledBy")) section.Problem("unless", "'unless' says when 'overruledBy' does not hold; it needs one");
        return new CurrencyRule
        {
            WithoutClinicalStatusDays = Days(section, "withoutClinicalStatus"),
            ConditionWithinDays = section.Number("conditionWithin"),
            BodySite = Set(section, "bodySite"),
            ObservationWithinDays = section.Number("observationWithin"),
            EpisodeWithinDays = section.Number("episodeWithin"),
            ProcedureWithinDays = section.Number("procedureWithin"),
            ServiceRequest = section.Flag("serviceRequest") ?? false,
            OverruledBy = Set(section, "overruledBy"),
            Unless = Set(section, "unless"),
            EndedBy = Set(section, "endedBy"),
            StatusObservation = Status(section.Child("statusObservation", "code", "within", "yes", "no", "unknown")),
            DateObservation = Date(section.Child("dateObservation", "code", "daysPast", "daysAhead")),
            Age = Age(section.Child("age", "from", "to")),
            ExcludedRoute = Set(section, "excludedRoute"),
        };
    }

    // The word any stands for irreversible: no number of days is too many.
    private static int? Days(Section section, string name) =>
        section[name] is { } value && value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() == "any" ? int.MaxValue : section.Number(name);

    private Concept? Set(Section section, string name) => concepts.Named(section, name, section.TextOrNull(name));

    private Concept? NeededSet(Section section, string name) => concepts.Named(section, name, section.Text(name));

    private static int? Needed(Section section, string name)
    {
        if (!section.Has(name)) section.Problem(null, $"'{name}' is missing");
        return section.Number(name);
    }

    private StatusObservationRule? Status(Section? section)
    {
        if (section is null) return null;
        var (code, within, yes, no, unknown) = (NeededSet(section, "code"), Needed(section, "within"), NeededSet(section, "yes"), NeededSet(section, "no"), Set(section, "unknown"));
        return code is null || within is null || yes is null || no is null ? null : new StatusObservationRule(code, within.Value, yes, no, unknown);
    }

    private DateObservationRule? Date(Section? section)
    {
        if (section is null) return null;
        var (code, past, ahead) = (NeededSet(section, "code"), Needed(section, "daysPast"), Needed(section, "daysAhead"));
        return code is null || past is null || ahead is null ? null : new DateObservationRule(code, past.Value, ahead.Value);
    }

    private static (int, int)? Age(Section? section)
    {
        if (section is null) return null;
        var (from, to) = (Needed(section, "from"), Needed(section, "to"));
        if (from > to) section.Problem("from", "'from' must not be above 'to'");
        return from is null || to is null ? null : (from.Value, to.Value);
    }
}
