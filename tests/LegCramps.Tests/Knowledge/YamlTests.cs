using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

public sealed class YamlTests : SlipTests
{
    [Theory]
    [InlineData("title: size", "title: size¶title: length", "title: length", "'title' is there twice")]
    [InlineData("title: size", "title: &t size", "title: &t", "anchors")]
    [InlineData("status: active", "status: !code active", "status:", "tags")]
    [InlineData("code: 's1'", "code: 11", "code: 11", "not the right type")]
    [InlineData("experimental: false", "experimental: 'false'", "experimental", "not the right type")]
    public void Yaml_is_only_a_spelling_of_JSON(string old, string slip, string line, string text)
    {
        Folder.Replace("value-sets/size.yaml", "status: active", "status: active\nexperimental: false");

        Expect("value-sets/size.yaml", old, slip, line, text);
    }

    [Fact]
    public void What_is_no_YAML_is_named_with_its_line()
    {
        Folder.Replace("currency.yaml", "concepts:", "concepts: [");

        Folder.Load().Problems.Should().ContainSingle(p => p.File == "currency.yaml").Which.Text.Should().StartWith("this is no YAML");
    }

    [Fact]
    public void An_alias_is_refused()
    {
        Folder.Replace("gates.yaml", "wider: []", "wider: *w");

        Folder.Load().Problems.Should().Contain(p => p.File == "gates.yaml");
    }

    [Fact]
    public void A_second_document_and_an_empty_file_are_refused()
    {
        Folder.Write("wording.yaml", Folder.Read("wording.yaml") + "---\na: b\n");
        Folder.Write("currency.yaml", "# nothing\n");

        Folder.Load().Problems.Select(p => p.Text).Should().Equal("the file is empty", "a file holds one document");
    }

    [Fact]
    public void A_name_without_a_value_is_refused() =>
        Expect("ts-view/card.yaml", "indicator: info", "indicator:", "indicator:", "'indicator' has no value");
}
