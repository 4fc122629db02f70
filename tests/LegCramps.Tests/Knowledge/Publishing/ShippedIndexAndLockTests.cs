using FluentAssertions;
using LegCramps.Knowledge.Publishing;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge.Publishing;

/// <summary>The repository's own cards: when one of these fails, its message is the command to run.</summary>
public sealed class ShippedIndexAndLockTests
{
    [Fact]
    public void The_table_of_cards_is_what_the_cards_say() => CardIndex.Check(Repository.Cards).Select(p => p.ToString()).Should().BeEmpty();

    [Fact]
    public void Nothing_changed_without_a_new_version() => CardLock.Check(Repository.Cards).Select(p => p.ToString()).Should().BeEmpty();
}
