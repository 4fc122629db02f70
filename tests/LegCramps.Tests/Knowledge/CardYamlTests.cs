using FluentAssertions;
using Xunit;

namespace LegCramps.Tests.Knowledge;

public sealed class CardYamlTests : SlipTests
{
    private const string View = "ts-view/card.yaml";
    private const string Order = "ts-order/card.yaml";

    [Theory]
    [InlineData("indicator: info", "indicator: urgent", "indicator", "info, warning, critical, or one token")]
    [InlineData("indicator: info", "indicator: info¶title: Red", "title", "'title' is not known here")]
    [InlineData("summary: Red is on record.¶", "", "indicator", "'summary' is missing")]
    [InlineData("  Look at it.", "  Look <b>at</b> it.", "Look", "raw HTML")]
    [InlineData("  Look at it.", "  | Look | at it |", "Look", "tables")]
    [InlineData("  Look at it.", "  ![Look](https://example.org/it.png)", "Look", "images")]
    [InlineData("[ seen ]", "[ unseen ]", "overrideReasons", "'unseen' is not in override-reasons.yaml")]
    [InlineData("overrideReasons: [ seen ]", "overrideReasons: seen", "overrideReasons", "must be a list")]
    [InlineData("indicator: info", "indicator: info¶links: [ { label: a, url: 'https://example.org', type: absolute } ]", "links", "made from the citations")]
    public void A_slip_is_named(string old, string slip, string line, string text) => Expect(View, old, slip, line, text);

    [Theory]
    [InlineData("type: delete", "type: update", "type: update", "create or delete")]
    [InlineData("        resourceId: 'MedicationRequest/{{%draft.first().id}}'¶", "", "type: delete", "a delete needs a 'resourceId'")]
    [InlineData("        description: Remove the draft¶", "", "type: delete", "'description' is missing")]
    [InlineData("          intent: proposal", "          intent: wish", "intent: wish", "not a correct code")]
    [InlineData("          code: { text: Size }", "          code: { tekst: Size }", "tekst", "unknown element 'tekst'")]
    [InlineData("'Patient/{{%patientId}}'", "'Patient/{{%patientid}}'", "patientid", "there is no variable %patientid")]
    [InlineData("  - label: Cancel it¶    isRecommended: false", "  - label: Cancel it¶    isRecommended: 'no'", "isRecommended: 'no'", "must be true or false")]
    public void A_slip_in_a_suggestion_is_named(string old, string slip, string line, string text) => Expect(Order, old, slip, line, text);

    [Fact]
    public void A_create_is_never_pre_selected()
    {
        Folder.Replace(Order, "isRecommended: false", "isRecommended: true");

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("an order is never pre-selected");
    }

    [Fact]
    public void A_suggestion_has_one_action()
    {
        Folder.Replace(Order, "    actions:\n      - type: delete", "    actions:\n      - { type: delete, description: a, resourceId: b }\n      - type: delete");

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("a suggestion has exactly one action");
    }

    [Fact]
    public void A_summary_that_is_too_long_before_its_tokens_are_filled_is_named()
    {
        Folder.Replace(View, "Red is on record.", new string('x', 140));

        Folder.Load().Problems.Should().ContainSingle().Which.Text.Should().Be("the summary is longer than 139 characters");
    }

    [Fact]
    public void A_comparison_in_the_text_is_no_HTML()
    {
        Folder.Replace(View, "  Look at it.", "  Look when it is <75 or > 3, see <https://example.org>.");

        Folder.Load().Problems.Should().BeEmpty();
    }
}
