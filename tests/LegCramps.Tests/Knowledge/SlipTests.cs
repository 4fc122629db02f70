using FluentAssertions;
using LegCramps.Tests.Support;

namespace LegCramps.Tests.Knowledge;

/// <summary>One slip in a good folder: it must be the only problem, on its own line.</summary>
public abstract class SlipTests : IDisposable
{
    private readonly MadeUpFolder folder = new();

    private protected MadeUpFolder Folder => folder;

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="file">The file in which the slip is made.</param>
    /// <param name="old">What is replaced.</param>
    /// <param name="slip">What it is replaced by.</param>
    /// <param name="line">Text of the line that must be named.</param>
    /// <param name="text">What the problem must say.</param>
    private protected void Expect(string file, string old, string slip, string line, string text)
    {
        folder.Replace(file, old.Replace('¶', '\n'), slip.Replace('¶', '\n'));

        var problem = folder.Load().Problems.Should().ContainSingle().Which;

        problem.File.Should().Be(file);
        problem.Text.Should().Contain(text);
        folder.LineOf(problem).Should().Contain(line);
    }
}
