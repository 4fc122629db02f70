using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Service.Clients;

/// <summary>Keys the uuids of cards, so that they cannot be turned back into a patient.</summary>
/// <param name="Key">The key itself.</param>
/// <param name="Lasts">False when it could not be kept: uuids then change with every start.</param>
public sealed record DeploymentSecret(byte[] Key, bool Lasts)
{
    public const string FileName = "legcramps.secret";

    private const int Bytes = 32;

    /// <summary>The configured secret, else the one kept in the data folder, which the first start creates.</summary>
    public static DeploymentSecret Read(LegCrampsOptions options)
    {
        if (options.Secret is { } configured) return new(Encoding.UTF8.GetBytes(configured), Lasts: true);
        var file = Path.GetFullPath(Path.Combine(options.DataFolder, FileName));
        try
        {
            return new(Kept(file) ?? Create(file), Lasts: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(RandomNumberGenerator.GetBytes(Bytes), Lasts: false);
        }
    }

    // Never printed, whoever prints the record.
    public override string ToString() => nameof(DeploymentSecret);

    private static byte[]? Kept(string file) =>
        File.Exists(file) && File.ReadAllBytes(file) is { Length: Bytes } key ? key : null;

    private static byte[] Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var key = RandomNumberGenerator.GetBytes(Bytes);
        // Written beside and moved into place: a second replica that starts now sees a whole secret or none.
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options)) stream.Write(key);
        try
        {
            File.Move(draft, file, overwrite: false);
            return key;
        }
        catch (IOException e)
        {
            File.Delete(draft);
            return Kept(file) ?? throw new IOException($"{file} holds no secret", e);
        }
    }
}
