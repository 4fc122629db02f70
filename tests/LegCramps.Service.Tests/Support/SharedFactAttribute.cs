namespace LegCramps.Service.Tests.Support;

/// <summary>A test over bodies of real clients, which lie beside the repository and not in it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!Directory.Exists(Folder)) Skip = "there is no folder ../shared";
    }

    internal static string Folder => Repository.File("..", "shared");
}
