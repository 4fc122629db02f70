using LegCramps.Service.Hooks;
using static Hl7.Fhir.Model.OperationOutcome;
using IssueComponent = Hl7.Fhir.Model.OperationOutcome.IssueComponent;

namespace LegCramps.Service.Feedback;

/// <summary>The answer to feedback: nothing when all is kept, else what was wrong with which item.</summary>
internal sealed class FeedbackOutcome(int status, IReadOnlyList<FeedbackProblem> problems) : IResult
{
    private const int MostIssues = 50;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (problems.Count == 0)
        {
            response.ContentLength = 0;
            return Task.CompletedTask;
        }

        var body = Refusal.Bytes(problems.Take(MostIssues).Select(Issue));
        response.ContentType = Refusal.MediaType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    private IssueComponent Issue(FeedbackProblem problem) => Refusal.Issue(
        status == StatusCodes.Status200OK ? IssueSeverity.Warning : IssueSeverity.Error,
        IssueType.Value,
        status == StatusCodes.Status200OK ? $"Not kept, the other items are: {problem.Text}" : problem.Text,
        status,
        problem.Expression);
}
