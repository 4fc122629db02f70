namespace LegCramps.Facts.Scanning;

/// <summary>The members of the request that are not FHIR data.</summary>
internal sealed class Envelope
{
    public string? Hook, HookInstance, FhirServer, AccessToken, TokenType, Scope, TokenSubject, TokenPatient;
    public string? UserId, PatientId, EncounterId;
    public int? ExpiresIn;
    public bool HasContext, HasPrefetch, HasFhirAuthorization;

    /// <summary>context.selections as sent; null when it was not sent.</summary>
    public List<string>? Selections;

    public void Set(Field field, string? value)
    {
        switch (field)
        {
            case Field.Hook: Hook = value; break;
            case Field.HookInstance: HookInstance = value; break;
            case Field.FhirServer: FhirServer = value; break;
            case Field.AccessToken: AccessToken = value; break;
            case Field.TokenType: TokenType = value; break;
            // The Da Vinci request generator writes the number as a string.
            case Field.ExpiresIn: ExpiresIn = int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null; break;
            case Field.Scope: Scope = value; break;
            case Field.TokenSubject: TokenSubject = value; break;
            case Field.TokenPatient: TokenPatient = value; break;
            case Field.UserId: UserId = value; break;
            case Field.PatientId: PatientId = value; break;
            case Field.EncounterId: EncounterId = value; break;
            case Field.Selection when value is not null: (Selections ??= []).Add(value); break;
        }
    }
}
