using System.Text;
using System.Text.Json;
using FluentAssertions;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using LegCramps.Cases;
using LegCramps.Knowledge;
using LegCramps.Knowledge.Publishing;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge.Publishing;

/// <summary>A card folder travels as one Bundle and arrives as it left.</summary>
public sealed class CardBundleTests : IDisposable
{
    private readonly string target = Directory.CreateTempSubdirectory("legcramps-bundle-").FullName;

    public static TheoryData<string> Folders => new(Repository.MadeUpCards, Repository.Cards);

    public void Dispose() => Directory.Delete(target, recursive: true);

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_Bundle_is_strict_FHIR(string folder)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(CardBundle.Export(folder)));

        FhirJsonDeserializer.STRICT.TryDeserializeResource(ref reader, out var resource, out var exceptions);

        exceptions.Should().BeEmpty();
        var bundle = resource.Should().BeOfType<Bundle>().Subject;
        bundle.Type.Should().Be(Bundle.BundleType.Collection);
        bundle.Entry.Select(e => e.FullUrl).Should().OnlyHaveUniqueItems();
        bundle.Entry.Select(e => e.Resource).OfType<PlanDefinition>().Count().Should().Be(bundle.Entry.Select(e => e.Resource).OfType<Library>().Count() - 1);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_way_there_and_back_changes_nothing_and_every_case_gets_its_verdict(string folder)
    {
        var bundle = CardBundle.Export(folder);
        Unpack(bundle);

        var result = CardFolder.Load(target);
        result.Problems.Should().BeEmpty();
        var (cases, problems) = CaseFiles.Load(target);
        problems.Should().BeEmpty();
        cases.Select(c => c.File).Should().Equal(CaseFiles.Load(folder).Cases.Select(c => c.File));
        var runner = new CaseRunner(result.Knowledge!);
        cases.Where(runner.IsAlive).SelectMany(runner.Run).Should().BeEmpty();
        CardBundle.Export(target).Should().Be(bundle);
    }

    [Theory]
    [InlineData("../outside.yaml")]
    [InlineData("/etc/outside.yaml")]
    [InlineData("ts-view/cases/../../../outside.yaml")]
    [InlineData("a/b/c.yaml")]
    [InlineData("ts-view/card.exe")]
    public void A_Bundle_writes_nowhere_else(string title)
    {
        var bundle = CardBundle.Export(Repository.MadeUpCards).Replace("\"ts-view/card.yaml\"", JsonSerializer.Serialize(title));

        var (files, problems) = CardBundleFiles.Read(bundle);

        files.Should().BeEmpty();
        problems.Should().Equal($"'{title}' is no file of a card folder");
    }

    [Theory]
    [InlineData("{", "this is no JSON*")]
    [InlineData("{\"resourceType\":\"Patient\"}", "this is no FHIR Bundle")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"collection\"}", "the Bundle holds no card folder")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\"}}]}", "a Patient has no place in a card folder")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"heap\"}", "*heap*")]
    public void What_is_no_card_folder_is_refused(string json, string why) => CardBundleFiles.Read(json).Problems.Should().ContainSingle().Which.Should().Match(why);

    private void Unpack(string bundle)
    {
        var (files, problems) = CardBundleFiles.Read(bundle);
        problems.Should().BeEmpty();
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, name))!);
            File.WriteAllText(Path.Combine(target, name), text);
        }
    }
}
