using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

public sealed class ValueSetTests : SlipTests
{
    private const string Red = "value-sets/red.yaml";

    [Theory]
    [InlineData("id: red", "id: rad", "id: rad", "'id' must be 'red'")]
    [InlineData("/ValueSet/red", "/ValueSet/rad", "url:", "'url' must be 'https://legcramps.org/fhir/ValueSet/red'")]
    [InlineData("version: '1.0.0'", "version: '1.0'", "version", "must look like '1.0.0'")]
    [InlineData("status: active", "status: actve", "status", "not a correct code")]
    [InlineData("name: Red", "name: Red¶nam: Red", "nam:", "unknown element 'nam'")]
    [InlineData("code: 'r2', display: dark", "code: 'r2', Display: dark", "r2", "'Display' has incorrect casing", true)]
    [InlineData("title: the red ones", "title: the red ones that have a title of more than forty", "title", "longer than 40")]
    [InlineData("code: 'r2', display: dark red", "code: 'r2'", "r2", "needs a display")]
    [InlineData("code: 'r2'", "code: 'r1'", "dark red", "'r1' is there twice")]
    [InlineData("http://example.org/codes", "http://example.org/other", "example.org/other", "is not in code-systems.yaml")]
    [InlineData("http://example.org/codes", "urn:oid:1.2.3", "urn:oid:1.2.3", "write the system as 'http://example.org/codes'")]
    [InlineData("code: 'r2', display", "code: 'r2', displ: x, display", "r2", "unknown element 'displ'")]
    public void A_slip_is_named(string old, string slip, string line, string text, bool hasMore = false)
    {
        if (!hasMore)
        {
            Expect(Red, old, slip, line, text);
            return;
        }

        Folder.Replace(Red, old, slip);
        Folder.Load().Problems.Should().Contain(p => p.File == Red && p.Text.Contains(text) && Folder.LineOf(p).Contains(line));
    }

    [Fact]
    public void A_missing_title_is_named()
    {
        Folder.Replace(Red, "title: the red ones\n", "");

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("'title' is missing");
    }

    [Fact]
    public void A_filter_is_refused_because_nothing_evaluates_it()
    {
        Folder.Replace(Red, "      concept:\n", "      filter: [ { property: concept, op: is-a, value: r0 } ]\n      concept:\n");

        Folder.Load().Problems.Should().Contain(p => p.Text.Contains("filters are not evaluated"));
    }

    [Fact]
    public void A_whole_system_is_refused()
    {
        Folder.Replace("value-sets/sky.yaml", "      concept:\n        - { code: 'b1', display: sky blue }\n", "");

        Folder.Load().Problems.Should().Contain(p => p.Text.Contains("means all of it"));
    }

    [Fact]
    public void A_set_that_includes_an_unknown_set_is_named() =>
        Expect("value-sets/blue.yaml", "ValueSet/sea", "ValueSet/see", "ValueSet/see", "there is no value set 'see'");

    [Fact]
    public void A_set_of_somebody_else_is_refused() =>
        Expect("value-sets/blue.yaml", "https://legcramps.org/fhir/ValueSet/sea", "https://example.org/ValueSet/sea", "example.org", "named by its url");

    [Fact]
    public void A_cycle_is_named_in_every_set_of_it()
    {
        Folder.Replace("value-sets/sky.yaml", "  include:\n", "  include:\n    - valueSet: [ https://legcramps.org/fhir/ValueSet/blue ]\n");

        Folder.Load().Problems.Where(p => p.Text.Contains("includes itself")).Select(p => p.File).Should().Equal("value-sets/blue.yaml", "value-sets/sky.yaml");
    }

    [Fact]
    public void A_contributor_needs_a_purpose()
    {
        Folder.Replace("value-sets/blue.yaml", "purpose: Blue is calm (made-up source).\n", "");

        Folder.Load().Problems.Should().ContainSingle().Which.ToString().Should().StartWith("value-sets/blue.yaml:1: a contributor needs a 'purpose'");
    }

    [Theory]
    [InlineData("purpose: '- Blue is calm'", "the dash")]
    [InlineData("purpose: 'Blue is <b>calm</b>'", "raw HTML")]
    [InlineData("purpose: \"Blue\\nis calm\"", "one line")]
    public void The_purpose_of_a_contributor_is_a_plain_line(string purpose, string text) =>
        Expect("value-sets/blue.yaml", "purpose: Blue is calm (made-up source).", purpose, "purpose:", text);

    [Fact]
    public void An_exclude_of_what_nothing_includes_is_a_note()
    {
        Folder.Replace("value-sets/blue.yaml", "code: 'b3'", "code: 'b9'");

        var result = Folder.Load();

        result.Problems.Should().BeEmpty();
        result.Notes.Should().ContainSingle().Which.Text.Should().Contain("'b9' is excluded");
    }

    [Fact]
    public void A_problem_in_a_value_set_does_not_make_others_say_that_it_is_missing()
    {
        Folder.Replace(Red, "status: active", "status: actve");

        Folder.Load().Problems.Should().ContainSingle().Which.File.Should().Be(Red);
    }
}
