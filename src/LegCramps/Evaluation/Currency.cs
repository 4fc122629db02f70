using Hl7.Fhir.Model;
using LegCramps.Facts;
using LegCramps.Knowledge;

namespace LegCramps.Evaluation;

/// <summary>What counts as current, once for all cards: clinical rules 1.1 to 1.8.</summary>
internal static class Currency
{
    /// <summary>Judges one fact of the chart on the given day.</summary>
    /// <param name="fact">Not a draft.</param>
    /// <param name="rule">What its concept wants differently; null for the defaults.</param>
    /// <param name="withoutClinicalStatusDays">The default for conditions without clinicalStatus.</param>
    /// <param name="today">The day.</param>
    public static Standing Judge(Fact fact, CurrencyRule? rule, int withoutClinicalStatusDays, DateOnly today) => fact.Type switch
    {
        ResourceType.Condition => Condition(fact, rule, rule?.WithoutClinicalStatusDays ?? withoutClinicalStatusDays, today),
        ResourceType.MedicationRequest => Order(fact, rule, today),
        ResourceType.MedicationStatement => Statement(fact, rule, today),
        ResourceType.MedicationAdministration => Administration(fact, rule, today),
        ResourceType.Procedure => Procedure(fact, rule, today),
        ResourceType.ServiceRequest => Service(fact, rule, today),
        ResourceType.Observation => Observation(fact),
        _ => Standing.Not("this type of resource is not evidence"),
    };

    /// <summary>Judges a selected draft order.</summary>
    public static Standing Draft(Fact fact, CurrencyRule? rule)
    {
        if (fact.Type != ResourceType.MedicationRequest) return Standing.Not("not a medication order");
        // order-sign also re-signs revised orders, whose status is no longer draft.
        if (fact.Status is not (null or "draft" or "active")) return Standing.Not("draft with status", fact.Status);
        if (!IsOrder(fact.Intent)) return Standing.Not("not an order: intent", fact.Intent);
        if (fact.DoNotPerform) return Standing.Not("an order not to give it");
        return IsExcludedRoute(fact, rule) ? Standing.Not("by a route that is no systemic exposure") : Standing.Current("drafted now");
    }

    private static Standing Order(Fact fact, CurrencyRule? rule, DateOnly today)
    {
        if (fact.DoNotPerform) return Standing.Not("an order not to give it");
        // US Core: an over-the-counter drug that the patient reports is a plan with reported[x].
        if (!IsOrder(fact.Intent) && !(fact.Intent == "plan" && fact.Reported)) return Standing.Not("not an order: intent", fact.Intent);
        if (IsExcludedRoute(fact, rule)) return Standing.Not("by a route that is no systemic exposure");
        if (fact.Recorded?.IsAfter(today) == true || fact.Start?.IsAfter(today) == true) return Standing.Not("starts in the future");
        // The end of an order may be that of its validity, still to come; that it is completed says that it is over.
        if (fact.Status == "completed" && rule?.EpisodeWithinDays is { } days)
            return Given(Within(fact.End, days, today) || IsDatedWithin(fact, days, today));
        if (fact.Status != "active") return Status(fact);
        return fact.End?.IsBefore(today) == true ? Standing.Not("ended") : Standing.Current("active order");
    }

    private static Standing Statement(Fact fact, CurrencyRule? rule, DateOnly today)
    {
        if (IsExcludedRoute(fact, rule)) return Standing.Not("by a route that is no systemic exposure");
        if (fact.Status != "active") return Status(fact);
        return fact.Start?.IsAfter(today) == true || fact.End?.IsBefore(today) == true ? Standing.Not("not at this time") : Standing.Current("stated as taken");
    }

    private static Standing Administration(Fact fact, CurrencyRule? rule, DateOnly today)
    {
        if (rule?.EpisodeWithinDays is not { } days) return Standing.Not("administrations count only for drugs given in episodes");
        if (fact.Status is not ("in-progress" or "completed")) return Status(fact);
        return Given(LastsWithin(fact, days, today));
    }

    private static Standing Condition(Fact fact, CurrencyRule? rule, int withoutStatusDays, DateOnly today)
    {
        if (fact.VerificationStatus is "refuted" or "entered-in-error") return Standing.Not("verificationStatus", fact.VerificationStatus);
        if (fact.Abated || (fact.End is { } end && !end.IsAfter(today))) return Standing.Not("abated");
        if (fact.Start?.IsAfter(today) == true || fact.Recorded?.IsAfter(today) == true) return Standing.Not("dated in the future");
        if (rule?.BodySite is { } site && fact.BodySites is { } sites && !sites.Contains(site.Index)) return Standing.Not("at another body site");
        switch (fact.Status)
        {
            case "active" or "recurrence" or "relapse":
                break;
            case null when withoutStatusDays == int.MaxValue || IsDatedWithin(fact, withoutStatusDays, today):
                break;
            case null:
                return Standing.Not("no clinicalStatus, and not dated lately enough");
            default:
                return Standing.Not("clinicalStatus", fact.Status);
        }

        if (rule?.ConditionWithinDays is { } days && !IsDatedWithin(fact, days, today)) return Standing.Not("left active for too long, or without a date");
        return fact.VerificationStatus is null or "confirmed" ? Standing.Current("active condition") : Standing.Unconfirmed("verificationStatus", fact.VerificationStatus);
    }

    private static Standing Procedure(Fact fact, CurrencyRule? rule, DateOnly today)
    {
        if (rule?.ProcedureWithinDays is not { } days) return Standing.Not("procedures do not count here");
        if (fact.Status is not ("completed" or "in-progress")) return Status(fact);
        return LastsWithin(fact, days, today) ? Standing.Current("performed lately") : Standing.Not("performed too long ago, or without a date");
    }

    private static Standing Service(Fact fact, CurrencyRule? rule, DateOnly today)
    {
        if (rule?.ServiceRequest != true) return Standing.Not("service requests do not count here");
        if (fact.DoNotPerform) return Standing.Not("an order not to do it");
        if (!IsOrder(fact.Intent)) return Standing.Not("not an order: intent", fact.Intent);
        if (fact.Status != "active") return Status(fact);
        if (fact.Start?.IsAfter(today) == true || fact.Recorded?.IsAfter(today) == true) return Standing.Not("planned for the future");
        return fact.End?.IsBefore(today) == true ? Standing.Not("ended") : Standing.Current("ordered and running");
    }

    private static Standing Observation(Fact fact) =>
        IsFinal(fact) ? Standing.Current("final result") : Status(fact);

    private static Standing Status(Fact fact) => fact.Status is null ? Standing.Not("no status can be read") : Standing.Not("status", fact.Status);

    private static Standing Given(bool lately) => lately ? Standing.Current("given lately") : Standing.Not("given too long ago, or without a date");

    private static bool IsOrder(string? intent) => intent is null or "order" or "original-order" or "reflex-order" or "filler-order" or "instance-order";

    private static bool IsExcludedRoute(Fact fact, CurrencyRule? rule) => rule?.ExcludedRoute is { } route && fact.Routes.Contains(route.Index);

    private static bool IsDatedWithin(Fact fact, int days, DateOnly today) => Within(fact.Start, days, today) || Within(fact.Recorded, days, today);

    // What has begun and ends in the future is going on today.
    private static bool LastsWithin(Fact fact, int days, DateOnly today) =>
        fact is { Start: { } start, End: { } end } && end.IsAfter(today) ? !start.IsAfter(today) : Within(fact.End ?? fact.Start, days, today);

    public static bool IsFinal(Fact observation) => observation.Status is "final" or "amended" or "corrected";

    public static bool Within(FhirDate? date, int days, DateOnly today) => date?.IsWithin(days, today) == true;
}
