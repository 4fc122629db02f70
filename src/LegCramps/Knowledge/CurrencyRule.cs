namespace LegCramps.Knowledge;

/// <summary>What counts as current for one concept, where it differs from the defaults in code.</summary>
public sealed record CurrencyRule
{
    /// <summary>Days a condition without clinicalStatus stays believable; <see cref="int.MaxValue"/> for irreversible ones.</summary>
    public int? WithoutClinicalStatusDays { get; init; }

    /// <summary>Days after onset or recording at which even an active condition is stale.</summary>
    public int? ConditionWithinDays { get; init; }

    /// <summary>When a body site is recorded it must be in this set.</summary>
    public Concept? BodySite { get; init; }

    /// <summary>Days a final Observation whose value is in the concept counts.</summary>
    public int? ObservationWithinDays { get; init; }

    /// <summary>Days a completed order or an administration still counts: for drugs given in episodes.</summary>
    public int? EpisodeWithinDays { get; init; }

    /// <summary>Days a performed Procedure counts.</summary>
    public int? ProcedureWithinDays { get; init; }

    /// <summary>True when an active ServiceRequest that has started counts.</summary>
    public bool ServiceRequest { get; init; }

    /// <summary>Evidence of this set overrules, unless there is evidence of <see cref="Unless"/>.</summary>
    public Concept? OverruledBy { get; init; }

    public Concept? Unless { get; init; }

    /// <summary>Later evidence of this set ends the concept.</summary>
    public Concept? EndedBy { get; init; }

    public StatusObservationRule? StatusObservation { get; init; }

    public DateObservationRule? DateObservation { get; init; }

    /// <summary>Ages in years outside of which the concept is impossible.</summary>
    public (int From, int To)? Age { get; init; }

    /// <summary>An order by one of these routes is not exposure.</summary>
    public Concept? ExcludedRoute { get; init; }
}

/// <summary>An Observation that says outright whether the concept is present; the newest one wins over everything else.</summary>
public sealed record StatusObservationRule(Concept Code, int WithinDays, Concept Yes, Concept No, Concept? Unknown);

/// <summary>An Observation whose date value lies in a window around today.</summary>
public sealed record DateObservationRule(Concept Code, int DaysPast, int DaysAhead);
