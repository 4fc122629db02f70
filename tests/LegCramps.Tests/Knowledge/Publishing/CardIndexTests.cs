using FluentAssertions;
using LegCramps.Knowledge.Publishing;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge.Publishing;

public sealed class CardIndexTests : IDisposable
{
    private const string Readme = $"# Made up\n\n{CardIndex.Begin}\nold\n{CardIndex.End}\n\nThe rest.\n";

    private readonly MadeUpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_table_stands_between_its_marks_in_rule_order()
    {
        folder.Replace("ts-view/plandefinition.yaml", "When red, then say so.", "When red | or not, then say so. Nobody reads on.");
        folder.Write(CardIndex.File, Readme);
        CardIndex.Check(folder.Path).Select(p => p.ToString()).Should().Equal("README.md:3: the table of cards is not what the cards say: run 'cards index'");

        CardIndex.Write(folder.Path).Should().BeEmpty();

        folder.Read(CardIndex.File).Should().Be($"""
            # Made up

            {CardIndex.Begin}

            | Rule | Folder | Opens at | Gate class | Evidence | Status | Version | Shown when |
            |---|---|---|---|---|---|---|---|
            | TS-VIEW | `ts-view` | patient-view | own | C | active | 1.0.0 | When red \| or not, then say so. |
            | TS-ORDER | `ts-order` | order-select, order-sign | drug | C | active | 1.0.0 | When red, then say so. |

            {CardIndex.End}

            The rest.

            """);
        CardIndex.Check(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void Without_the_marks_nothing_is_written()
    {
        folder.Write(CardIndex.File, "# Made up\n");

        CardIndex.Write(folder.Path).Should().ContainSingle().Which.Text.Should().StartWith("there is no place for the table: write the lines");
        CardIndex.IsThere(folder.Path).Should().BeFalse();
        folder.Read(CardIndex.File).Should().Be("# Made up\n");
    }
}
