using LegCramps.Service.Telemetry;

namespace LegCramps.Service.Clients.Keys;

/// <summary>Keys in a local file, read again when it changes. What cannot be read, half-written for example, leaves the keys of before.</summary>
internal sealed class KeyFile(string path, string issuer, ILogger<KeyFile> logger) : IClientKeys
{
    private readonly Lock reading = new();
    private (DateTime Written, long Length) version = Version(path);
    private volatile KeySet? keys = Read(path);

    public KeySet? Known => keys;

    /// <summary>Why the file cannot be used, in words for the operator; null when it can.</summary>
    public static string? Problem(string path) =>
        !File.Exists(path) ? $"there is no file '{path}'"
        : Read(path) is null ? $"'{path}' is not a JWK Set (\"keys\": [...]) with a public key that has a kid and can verify {string.Join(", ", SigningAlgorithm.Names)}"
        : null;

    public ValueTask<KeySet?> FindAsync(string kid, string algorithm)
    {
        lock (reading)
        {
            if (Version(path) is var found && found != version)
            {
                version = found;
                if (Read(path) is { } read) keys = read;
                else logger.KeysUnreadable(issuer, path);
            }
        }

        return new(keys);
    }

    private static (DateTime Written, long Length) Version(string path) => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    private static KeySet? Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= KeySet.MaxBytes ? KeySet.Parse(File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
