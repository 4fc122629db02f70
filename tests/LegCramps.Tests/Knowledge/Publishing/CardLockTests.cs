using FluentAssertions;
using LegCramps.Knowledge.Publishing;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge.Publishing;

/// <summary>What changes needs a new version, and whoever changed it is told what to do.</summary>
public sealed class CardLockTests : IDisposable
{
    private const string Plan = "ts-view/plandefinition.yaml";

    private readonly MadeUpFolder folder = new();

    public CardLockTests() => CardLock.Write(folder.Path).Should().BeEmpty();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_lock_names_every_card_value_set_and_file_with_its_version()
    {
        var text = folder.Read(CardLock.File);

        text.Should().MatchRegex("(?m)^ts-view: \\{ id: TS-VIEW, version: '1.0.0', sha256: '[0-9a-f]{64}' \\}$");
        text.Should().MatchRegex("(?m)^value-sets/red.yaml: \\{ id: red, version: '1.0.0', sha256: '[0-9a-f]{64}' \\}$");
        text.Should().MatchRegex("(?m)^override-reasons.yaml: \\{ id: override-reasons, version: '1.0.0', ");
        text.Should().MatchRegex("(?m)^gates.yaml: \\{ sha256: '[0-9a-f]{64}' \\}$").And.Contain("\ncurrency.yaml: ").And.Contain("\nlabs.yaml: ").And.Contain("\nwording.yaml: ");
        text.Should().NotContain("cases");
        Check().Should().BeEmpty();
        folder.Load().Problems.Should().BeEmpty("the lock belongs to the folder");
    }

    [Fact]
    public void A_changed_word_needs_a_new_version_and_then_the_lock()
    {
        folder.Replace("ts-view/card.yaml", "Red was found.", "Red was seen.");
        Check().Should().Equal($"{Plan}:9: ts-view changed, but its version is still 1.0.0: raise 'version' and 'date' in {Plan}, then run 'cards lock'");

        var before = folder.Read(CardLock.File);
        CardLock.Write(folder.Path).Select(p => p.ToString()).Should().Equal(Check(), "the lock does not record what has no new version");
        folder.Read(CardLock.File).Should().Be(before);

        folder.Replace(Plan, "version: '1.0.0'", "version: '1.0.1'");
        Check().Should().Equal($"{Plan}:9: ts-view has version 1.0.1, and cards.lock.yaml still has 1.0.0: run 'cards lock' to record it");

        CardLock.Write(folder.Path).Should().BeEmpty();
        Check().Should().BeEmpty();
    }

    [Fact]
    public void A_version_does_not_go_back()
    {
        folder.Replace(Plan, "version: '1.0.0'", "version: '0.9.0'");

        Check().Should().Equal($"{Plan}:9: ts-view went back from version 1.0.0 to 0.9.0: give it a higher one in {Plan}, then run 'cards lock'");
    }

    [Fact]
    public void A_file_without_a_version_is_recorded()
    {
        folder.Replace("gates.yaml", "balanced: '%other.exists()'", "balanced: 'true'");
        Check().Should().Equal("gates.yaml:1: gates.yaml changed: run 'cards lock' to record it");

        CardLock.Write(folder.Path).Should().BeEmpty();
        Check().Should().BeEmpty();
    }

    [Fact]
    public void What_is_new_or_gone_is_named()
    {
        folder.Write("value-sets/green.yaml", folder.Read("value-sets/red.yaml"));
        folder.Delete("value-sets/red.yaml");

        Check().Should().Equal(
            "cards.lock.yaml:1: value-sets/red.yaml is gone: bring it back (a card that ends gets 'status: retired'), or run 'cards lock' to forget it",
            "value-sets/green.yaml:1: value-sets/green.yaml is new: run 'cards lock' to record it");
    }

    [Fact]
    public void Line_ends_and_cases_are_no_content()
    {
        foreach (var file in new[] { Plan, "ts-view/card.yaml", "gates.yaml", "value-sets/red.yaml" }) folder.Write(file, folder.Read(file).ReplaceLineEndings("\r\n"));
        folder.Replace("ts-view/cases/shown-red.yaml", "Ada", "Eve");

        Check().Should().BeEmpty();
    }

    [Fact]
    public void What_is_no_YAML_is_not_recorded()
    {
        var before = folder.Read(CardLock.File);
        folder.Write("value-sets/red.yaml", "resourceType: [");

        CardLock.Write(folder.Path).Should().ContainSingle().Which.Text.Should().StartWith("this is no YAML");
        folder.Read(CardLock.File).Should().Be(before);
    }

    [Fact]
    public void Without_a_lock_the_check_says_how_to_make_one()
    {
        folder.Delete(CardLock.File);

        Check().Should().Equal("cards.lock.yaml:1: there is no lock yet: run 'cards lock'");
    }

    private IEnumerable<string> Check() => CardLock.Check(folder.Path).Select(p => p.ToString());
}
