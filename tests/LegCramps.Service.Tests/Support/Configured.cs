using LegCramps.Service.Clients;
using Microsoft.Extensions.Configuration;

namespace LegCramps.Service.Tests.Support;

/// <summary>Settings as an operator gives them, without a service around them.</summary>
internal static class Configured
{
    public static Settings Read(bool isDevelopment, params IEnumerable<(string Key, string? Value)> settings) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build(), isDevelopment);
}
