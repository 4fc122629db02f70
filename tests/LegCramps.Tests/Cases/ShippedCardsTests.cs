using FluentAssertions;
using LegCramps.Cases;
using LegCramps.Knowledge;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Cases;

/// <summary>The repository's own cards: every file is sound, every case gets its verdict.</summary>
public sealed class ShippedCardsTests
{
    private static readonly CardFolderResult Folder = CardFolder.Load(Repository.Cards);
    private static readonly IReadOnlyList<CardCase> Cases = CaseFiles.Load(Repository.Cards).Cases;

    public static TheoryData<string> Files => new(Cases.Select(c => c.File));

    [Fact]
    public void The_card_folder_has_no_problems() => Folder.Problems.Should().BeEmpty();

    [Fact]
    public void The_case_files_have_no_problems() => CaseFiles.Load(Repository.Cards).Problems.Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void The_case_passes(string file)
    {
        var runner = new CaseRunner(Folder.Knowledge!);
        var situation = Cases.Single(c => c.File == file);

        if (runner.IsAlive(situation)) runner.Run(situation).Should().BeEmpty();
    }
}
