namespace LegCramps.Service.Tests.Support;

/// <summary>A test that talks to a real PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute()
    {
        if (!PostgreSqlServer.IsInstalled) Skip = "needs PostgreSQL";
    }
}
