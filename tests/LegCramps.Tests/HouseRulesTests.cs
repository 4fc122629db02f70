using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using LegCramps.Knowledge;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests;

/// <summary>Rules of the house that a machine can keep.</summary>
public sealed partial class HouseRulesTests
{
    private const int MaxLines = 220;

    private static readonly Assembly Library = typeof(KnowledgeBase).Assembly;

    // Each folder may know the ones before it.
    private static readonly string[] Folders = ["CdsHooks", "Knowledge", "Facts", "Evaluation", "Composition", "Cases"];

    private static readonly string[] ForbiddenSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Processor", "Base", "Impl", "Dto"];

    [Fact]
    public void Every_type_of_the_library_lives_in_one_of_the_folders() =>
        OwnTypes().Select(FolderOf).Distinct().Should().BeSubsetOf(Folders);

    [Fact]
    public void A_folder_names_only_folders_below_it() =>
        Repository.Sources.Where(s => s.Name.StartsWith("LegCramps/", StringComparison.Ordinal))
            .SelectMany(s => Namespaces.Matches(s.Text).Select(m => (s.Name, From: s.Name.Split('/')[1], To: m.Groups["folder"].Value)))
            .Where(u => Array.IndexOf(Folders, u.To) > Array.IndexOf(Folders, u.From))
            .Should().BeEmpty();

    [Fact]
    public void No_member_of_a_folder_mentions_a_type_of_a_folder_above_it() =>
        OwnTypes().SelectMany(t => Mentioned(t).Where(m => m.Assembly == Library).Select(m => (From: t, To: m)))
            .Where(u => Array.IndexOf(Folders, FolderOf(u.To)) > Array.IndexOf(Folders, FolderOf(u.From)))
            .Should().BeEmpty();

    [Fact]
    public void The_library_knows_no_web_server_and_no_network() =>
        Library.GetReferencedAssemblies().Select(a => a.Name!)
            .Should().NotContain(n => n.StartsWith("Microsoft.AspNetCore") || n.StartsWith("System.Net"));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Repository.Sources.SelectMany(s => Declarations.Matches(s.Text).Select(m => m.Groups["name"].Value))
            // A knowledge base is a thing, not a base class.
            .Where(n => n != nameof(KnowledgeBase) && ForbiddenSuffixes.Any(f => n.EndsWith(f, StringComparison.Ordinal)))
            .Should().BeEmpty();

    [Fact]
    public void No_file_is_longer_than_a_person_reads_at_once() =>
        // Migrations are written by a tool and read by another.
        Repository.Sources.Where(s => !s.Name.Contains("/Migrations/") && s.Text.AsSpan().Count('\n') > MaxLines).Select(s => s.Name).Should().BeEmpty();

    [Fact]
    public void Nothing_looks_at_the_clock() =>
        Repository.Sources.Where(s => Clock.IsMatch(s.Text) || (s.Name.StartsWith("LegCramps/", StringComparison.Ordinal) && s.Text.Contains("TimeProvider")))
            .Select(s => s.Name).Should().BeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Repository.Sources.Where(s => LeftForLater.IsMatch(s.Text)).Select(s => s.Name).Should().BeEmpty();

    [Theory]
    [InlineData("YamlDotNet", "LegCramps/Knowledge/Loading/Yaml.cs")]
    [InlineData("FhirPathCompiler", "LegCramps/Knowledge/FhirPath.cs")]
    [InlineData("System.CommandLine", "LegCramps.Service/Commands/CommandLine.cs")]
    [InlineData("using Markdig", "LegCramps.Service/Pages/Markdown.cs")]
    [InlineData("using OpenTelemetry", "LegCramps.Service/Telemetry/Export.cs")]
    [InlineData("Authentication.JwtBearer", "LegCramps.Service/Clients/TokenVerification.cs")]
    [InlineData("StackExchange.Redis", "LegCramps.Service/Store/")]
    public void A_library_has_one_door(string library, string door) =>
        Repository.Sources.Where(s => s.Text.Contains(library)).Select(s => s.Name).Should().NotBeEmpty().And.OnlyContain(name => name.StartsWith(door, StringComparison.Ordinal));

    [Theory]
    [InlineData("using Polly", "LegCramps.Service/Fhir/")]
    public void A_library_with_many_parts_has_one_folder(string library, string folder) =>
        Repository.Sources.Where(s => s.Text.Contains(library)).Select(s => s.Name).Should().NotBeEmpty().And.OnlyContain(name => name.StartsWith(folder));

    [Theory]
    [InlineData("using Microsoft.Data.Sqlite", "LegCramps.Service/Store/")]
    [InlineData("using Npgsql", "LegCramps.Service/Store/")]
    public void A_database_has_one_folder(string library, string folder) =>
        Repository.Sources.Where(s => s.Text.Contains(library) && !s.Name.StartsWith(folder, StringComparison.Ordinal)).Select(s => s.Name).Should().BeEmpty();

    private static IEnumerable<Type> OwnTypes() =>
        Library.GetTypes().Where(t => t.Namespace?.StartsWith("LegCramps", StringComparison.Ordinal) == true && !t.Name.StartsWith('<'));

    private static string FolderOf(Type type) => type.Namespace!.Split('.').ElementAtOrDefault(1) ?? "";

    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).ToList();
        return type.GetFields(All).Select(f => f.FieldType)
            .Concat(type.GetProperties(All).Select(p => p.PropertyType))
            .Concat(methods.SelectMany(m => m.GetParameters()).Select(p => p.ParameterType))
            .Concat(methods.OfType<MethodInfo>().Select(m => m.ReturnType))
            .Concat(methods.SelectMany(m => m.GetMethodBody()?.LocalVariables ?? []).Select(v => v.LocalType))
            .Concat(type.GetInterfaces()).Append(type.BaseType ?? typeof(object))
            .SelectMany(Parts).Where(t => t.Namespace is not null);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];

    [GeneratedRegex(@"\bLegCramps\.(?<folder>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespaces { get; }

    [GeneratedRegex(@"^\s*(?:[a-z]+ )*(?:class|record|struct|interface|enum) (?:struct |class )?(?<name>[A-Z]\w*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declarations { get; }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bGuid\.NewGuid\b|\bEnvironment\.TickCount", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock { get; }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftForLater { get; }
}
