using static LegCramps.Service.Tests.Hooks.NastyInput;

namespace LegCramps.Service.Tests.Hooks;

/// <summary>Section 8, rows 6, 7, 10, 13, 34, 39, 46, 53 and 55: media types, addresses, methods and what comes in place of data.</summary>
internal static class NastyTransport
{
    private const string PatientView = "/cds-services/legcramps-patient-view";
    private const string Post = "POST, OPTIONS";
    private const string Get = "GET, HEAD, OPTIONS";

    public static IEnumerable<(string Row, Func<NastyInput> Input)> Rows =>
    [
        ("6 XML", () => Refused(415, null, Call.PatientView()) with { ContentType = "application/xml" }),
        ("6 a form", () => Refused(415, null, Call.PatientView()) with { ContentType = "application/x-www-form-urlencoded" }),
        ("6 plain text", () => Refused(415, null, Call.PatientView()) with { ContentType = "text/plain" }),
        ("6 another charset", () => Refused(415, null, Call.PatientView()) with { ContentType = "application/json; charset=utf-16" }),
        ("7 no media type", () => Quiet(Call.PatientView()) with { ContentType = null }),
        ("7 FHIR's media type", () => Quiet(Call.PatientView()) with { ContentType = "application/fhir+json" }),
        ("7 any spelling", () => Quiet(Call.PatientView()) with { ContentType = "Application/JSON;charset=UTF-8" }),
        ("10 unknown service", () => At(404, "/cds-services/legcramps")),
        ("10 another case", () => At(404, "/cds-services/Legcramps-Patient-View")),
        ("10 a path that climbs", () => At(404, "/cds-services/..%2flegcramps-patient-view")),
        ("10 a path that climbs twice", () => At(404, "/cds-services/legcramps-patient-view%2f..%2f..%2fetc%2fpasswd")),
        ("13 the same hookInstance again", () => Ok(Call.OrderSelect(Some.Draft(Codes.Raloxifene)), "LCRXRAL")),
        ("13 the same hookInstance for another draft", () => Ok(Call.OrderSelect(Some.Draft(Codes.Raloxifene, "draft-9")), "LCRXRAL")),
        ("34 no prefetch and no server", () => Refused(412, "prefetch.medications", Call.PatientView().Without("prefetch"))),
        ("39 a string", () => Instead("\"123\"")),
        ("39 a number", () => Instead("5")),
        ("39 an array", () => Instead("[]")),
        ("39 true", () => Instead("true")),
        ("39 a page of HTML", () => Instead("\"<html><body>502 Bad Gateway for patient-zephyrine-4711</body></html>\"")),
        ("46 compressed", () => Refused(415, null, Call.PatientView()) with { ContentEncoding = "gzip" }),
        ("53 GET on a service", () => At(405, PatientView, "GET", Post)),
        ("53 PUT on a service", () => At(405, PatientView, "PUT", Post)),
        ("53 DELETE on a service", () => At(405, PatientView, "DELETE", Post)),
        ("53 PATCH on a service", () => At(405, PatientView, "PATCH", Post)),
        ("53 TRACE on a service", () => At(405, PatientView, "TRACE", Post)),
        ("53 POST on discovery", () => At(405, "/cds-services", "POST", Get)),
        ("53 DELETE on discovery", () => At(405, "/cds-services", "DELETE", Get)),
        ("55 feedback to a service that does not exist", () => At(404, "/cds-services/legcramps/feedback")),
    ];

    private static NastyInput Instead(string value) => Refused(412, "prefetch.medications", Call.PatientView().With("prefetch.medications", JsonNode.Parse(value)));

    private static NastyInput At(int status, string path, string method = "POST", string? allow = null) =>
        Refused(status, null, Call.PatientView()) with { Path = path, Method = method, Allow = allow };
}
