using System.CommandLine;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Commands;

/// <summary>The verbs of the program; without a verb it serves.</summary>
public static class CommandLine
{
    /// <summary>True when the arguments are for this class; else they are settings for the server.</summary>
    public static bool IsVerb(string[] args) =>
        args is [var first, ..] && (first is "--help" or "-h" or "-?" || Root().Subcommands.Any(c => c.Name == first));

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs a verb and gives the exit code: 0 when all is well, 1 when not.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error) =>
        Root().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });

    private static RootCommand Root() => new("LegCramps: a CDS Hooks service. Without a verb it serves on http://localhost:5080.") { Cards() };

    private static Command Cards()
    {
        var folder = new Argument<string?>("folder")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The card folder; by default 'cards' around the working directory, else beside the executable.",
        };
        var rule = new Argument<string>("rule id") { Description = "The id of the new rule, such as LC-NEW01." };
        var check = new Command("check", "Check every file of the card folder; print every problem with file and line.") { folder };
        check.SetAction(parsed => CheckCards.Run(Folder(parsed, folder), parsed.InvocationConfiguration.Output));
        var test = new Command("test", "Run every case of every card.") { folder };
        test.SetAction(parsed => TestCards.Run(Folder(parsed, folder), parsed.InvocationConfiguration.Output));
        var start = new Command("new", "Start the folder of a new card, in the silent mode.") { rule, folder };
        start.SetAction(parsed => NewCard.Run(parsed.GetRequiredValue(rule), Folder(parsed, folder), TimeProvider.System, parsed.InvocationConfiguration.Output));
        return new Command("cards", "Work on the card folder.") { check, test, start };
    }

    private static string Folder(ParseResult parsed, Argument<string?> folder) =>
        CardsLocation.Find(new LegCrampsOptions { Cards = parsed.GetValue(folder) });
}
