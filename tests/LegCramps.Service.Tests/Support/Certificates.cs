using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LegCramps.Service.Tests.Support;

/// <summary>Real certificates, made for one test.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What every service of these tests shows.</summary>
    public static X509Certificate2 Server { get; } = SelfSigned("localhost");

    public static X509Certificate2 SelfSigned(string name, int days = 3650) => Request(name).CreateSelfSigned(Begin, Begin.AddDays(days));

    /// <summary>Signed by an authority that nobody knows, and that says where more of it can be had.</summary>
    public static X509Certificate2 SignedByStranger(string name, string more)
    {
        var authority = Request("Unknown authority");
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authority.CreateSelfSigned(Begin, Begin.AddDays(4000));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([more], [more]));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([more]));
        using var certificate = request.Create(issuer, Begin, Begin.AddDays(3650), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>What the server needs to speak TLS: settings, and a file that the folder keeps.</summary>
    public static (string, string)[] ServerSettings(string folder)
    {
        var file = Path.Combine(folder, "server.pfx");
        File.WriteAllBytes(file, Server.Export(X509ContentType.Pkcs12, "test"));
        return [("urls", "https://127.0.0.1:0"), ("Kestrel:Certificates:Default:Path", file), ("Kestrel:Certificates:Default:Password", "test")];
    }

    private static CertificateRequest Request(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
