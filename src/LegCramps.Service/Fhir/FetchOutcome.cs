namespace LegCramps.Service.Fhir;

/// <summary>What became of asking the client's FHIR server for something.</summary>
internal enum FetchOutcome
{
    /// <summary>All of it came.</summary>
    Fetched,

    /// <summary>Some of it came; the rest has too many pages, or a page that failed.</summary>
    Incomplete,

    /// <summary>The request names no FHIR server, or no token that may be used.</summary>
    NoAccess,

    /// <summary>The FHIR server, or the address of a page, is not one that this client may send us to.</summary>
    NotAllowed,

    /// <summary>401 or 403.</summary>
    Forbidden,

    /// <summary>404 or 410.</summary>
    NotFound,

    /// <summary>The server failed, broke off, asked to be left alone, or was left alone because it failed before.</summary>
    Unavailable,

    /// <summary>Nothing came within the deadline.</summary>
    Timeout,

    /// <summary>What came is no FHIR R4, is a redirect, or is larger than this service reads.</summary>
    Unreadable,
}
