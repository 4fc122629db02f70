using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LegCramps.Evaluation;
using LegCramps.Knowledge;
using LegCramps.Service.Clients;

namespace LegCramps.Service.Commands;

/// <summary>The verbs of the program; without a verb it serves.</summary>
public static class CommandLine
{
    /// <summary>True when the arguments are for this class; else they are settings for the server.</summary>
    public static bool IsVerb(string[] args) =>
        args is [var first, ..] && (first is "--help" or "-h" or "-?" || Root().Subcommands.Any(c => c.Name == first));

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs a verb and gives the exit code: 0 when all is well, 1 when not, 2 when the arguments are wrong.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Root().Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return parsed.Errors.Count > 0 ? 2 : code;
    }

    private static RootCommand Root() => new("LegCramps: a CDS Hooks service. Without a verb it serves on http://localhost:5080.") { Cards(), ValueSets(), Explain(), Doctor() };

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
        var verbs = new Command("cards", "Work on the card folder.") { check, test, start };
        foreach (var verb in Publishing(folder)) verbs.Add(verb);
        return verbs;
    }

    private static Command[] Publishing(Argument<string?> folder)
    {
        var only = new Option<bool>("--check") { Description = "Write nothing; fail when it is out of date." };
        var file = new Option<string?>("--out") { Description = "The file to write; by default the output." };
        var bundle = new Argument<string>("bundle") { Description = "A Bundle that 'cards export' wrote." };
        var target = new Argument<string>("folder") { Description = "The new card folder." };
        var index = new Command("index", "Write the table of cards in the README of the card folder.") { folder, only };
        index.SetAction(parsed => PublishCards.Index(Folder(parsed, folder), parsed.GetValue(only), parsed.InvocationConfiguration.Output));
        var @lock = new Command("lock", "Record versions and content; refuses what changed without a new version.") { folder, only };
        @lock.SetAction(parsed => PublishCards.Lock(Folder(parsed, folder), parsed.GetValue(only), parsed.InvocationConfiguration.Output));
        var export = new Command("export", "Write the card folder as one FHIR R4 Bundle.") { folder, file };
        export.SetAction(parsed => PublishCards.Export(Folder(parsed, folder), parsed.GetValue(file), parsed.InvocationConfiguration.Output));
        var import = new Command("import", "Write a card folder from a Bundle.") { bundle, target };
        import.SetAction(parsed => PublishCards.Import(parsed.GetRequiredValue(bundle), parsed.GetRequiredValue(target), parsed.InvocationConfiguration.Output));
        return [index, @lock, export, import];
    }

    private static Command ValueSets()
    {
        var release = new Argument<string>("rrf folder") { Description = "The folder 'rrf' of an unpacked RxNorm release." };
        var data = new Argument<string>("data") { Description = "An NDJSON or JSON file, or a folder of them: bulk exports, Bundles, hook requests." };
        var cards = new Option<string?>("--cards") { Description = "The card folder." };
        var write = new Option<bool>("--write") { Description = "Write the changes into the value sets." };
        var json = new Option<bool>("--json") { Description = "Print everything as JSON." };
        var import = new Command("import", "Compare the value sets with a release of RxNorm, from ingredient to product.") { release, cards, write };
        import.SetAction(parsed => ImportValueSets.Run(parsed.GetRequiredValue(release), Cards(parsed), parsed.GetValue(write), TimeProvider.System, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        var coverage = new Command("coverage", "List the codes of your own data that no value set recognizes.") { data, cards, json };
        coverage.SetAction(parsed => CoverValueSets.Run(parsed.GetRequiredValue(data), Cards(parsed), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return new Command("valuesets", "Work on the value sets of the card folder.") { import, coverage };

        string Cards(ParseResult parsed) => CardsLocation.Find(new LegCrampsOptions { Cards = parsed.GetValue(cards) });
    }

    private static Command Explain()
    {
        var request = new Argument<string>("request") { Description = "The body of a CDS Hooks request as a file, or - for standard input." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var cards = new Option<string?>("--cards") { Description = "The card folder." };
        var gate = new Option<string>("--gate") { Description = "The alert policy.", DefaultValueFactory = _ => Gates.Levels[0] };
        gate.AcceptOnlyFromAmong([.. Gates.Levels]);
        var jurisdiction = new Option<string>("--jurisdiction") { Description = "Whose drug labels hold.", DefaultValueFactory = _ => Situation.DefaultJurisdiction };
        jurisdiction.AcceptOnlyFromAmong([.. Situation.Jurisdictions]);
        var today = new Option<DateOnly?>("--today") { Description = "The day, as yyyy-MM-dd; by default today.", CustomParser = result => Day(result) };
        var explain = new Command("explain", "Say why each record of a request counts, and why each card is shown or not.") { request, json, cards, gate, jurisdiction, today };
        explain.SetAction((parsed, _) => new ExplainRequest(
            CardsLocation.Find(new LegCrampsOptions { Cards = parsed.GetValue(cards) }),
            parsed.GetValue(gate)!, parsed.GetValue(jurisdiction)!, parsed.GetValue(today) ?? DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date))
            .RunAsync(parsed.GetRequiredValue(request), parsed.GetValue(json), Console.OpenStandardInput(), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return explain;
    }

    private static Command Doctor()
    {
        var url = new Option<Uri?>("--url") { Description = "A running service, as clients call it, such as https://cds.example.org; without it the configuration here is checked.", CustomParser = result => WebAddress(result) };
        var issuer = new Option<string?>("--client-issuer") { Description = "The issuer of a configured client, for tokens in its name." };
        var key = new Option<string?>("--key") { Description = "A file with the private key of that client as a JWK, for tokens that must be accepted." };
        var audience = new Option<string?>("--audience") { Description = "The PublicBaseUrl of the service, when it is not the --url." };
        var origin = new Option<string?>("--origin") { Description = "The origin of a browser client that must be allowed." };
        var calls = new Option<int>("--calls") { Description = "How many calls are timed.", DefaultValueFactory = _ => 20 };
        var doctor = new Command("doctor", "Check the configuration here, or a running service from outside; print what is wrong and what to do.") { url, issuer, key, audience, origin, calls };
        doctor.Validators.Add(arguments =>
        {
            if (arguments.GetValue(key) is { } file && (arguments.GetValue(issuer) is null || DoctorToken.ReadKey(file) is null)) arguments.AddError($"--key needs --client-issuer, and a private JWK with a kid in '{file}'.");
            if (arguments.GetResult(calls) is not null && arguments.GetValue(calls) is < 1 or > 1000) arguments.AddError("--calls is from 1 to 1000.");
        });
        doctor.SetAction((parsed, _) => parsed.GetValue(url) is { } address
            ? Commands.Doctor.ExamineDeploymentAsync(
                address,
                parsed.GetValue(issuer) is { } name ? new DoctorToken(name, parsed.GetValue(audience) ?? address.ToString(), parsed.GetValue(key) is { } file ? DoctorToken.ReadKey(file) : null) : null,
                parsed.GetValue(origin), parsed.GetValue(calls), TimeProvider.System, parsed.InvocationConfiguration.Output)
            : Commands.Doctor.ExamineConfigurationAsync(Program.Builder([]), parsed.InvocationConfiguration.Output));
        return doctor;
    }

    private static Uri? WebAddress(ArgumentResult result)
    {
        if (Uri.TryCreate($"{result.Tokens[0].Value.TrimEnd('/')}/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        result.AddError($"'{result.Tokens[0].Value}' is no address such as https://cds.example.org.");
        return null;
    }

    private static DateOnly? Day(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"'{result.Tokens[0].Value}' is no day such as 2026-11-24.");
        return null;
    }

    private static string Folder(ParseResult parsed, Argument<string?> folder) =>
        CardsLocation.Find(new LegCrampsOptions { Cards = parsed.GetValue(folder) });
}
