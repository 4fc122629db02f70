using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace LegCramps.Service.Tests.Deploy;

/// <summary>What can be known of samples/deploy without a cluster: it parses, its parts fit each other, and it speaks of settings and figures that exist.</summary>
public sealed partial class DeploymentFilesTests
{
    private static readonly string Folder = Repository.File("samples", "deploy");

    // Figures that appear when what they count happens for the first time.
    private static readonly string[] Rare = ["legcramps.ledger.lost", "legcramps.store.failures", "legcramps.fhir.duration", "legcramps.fhir.breaker"];

    [Fact]
    public void The_manifests_are_one_of_each_and_fit_each_other()
    {
        var manifests = Directory.EnumerateFiles(Path.Combine(Folder, "kubernetes")).Where(f => !f.EndsWith("kustomization.yaml", StringComparison.Ordinal)).SelectMany(Documents).ToDictionary(d => Text(d, "kind"));

        manifests.Keys.Should().BeEquivalentTo("ConfigMap", "Secret", "Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy");
        Names(At(Documents(Path.Combine(Folder, "kubernetes", "kustomization.yaml")).Single(), "resources")).Should().BeEquivalentTo(
            Directory.EnumerateFiles(Path.Combine(Folder, "kubernetes")).Select(f => Path.GetFileName(f)).Where(f => f != "kustomization.yaml"));
        var pod = At(manifests["Deployment"], "spec", "template");
        var labels = $"{At(pod, "metadata", "labels")}";
        $"{At(manifests["Deployment"], "spec", "selector", "matchLabels")}".Should().Be(labels);
        $"{At(manifests["Service"], "spec", "selector")}".Should().Be(labels);
        $"{At(manifests["PodDisruptionBudget"], "spec", "selector", "matchLabels")}".Should().Be(labels);
        $"{At(manifests["NetworkPolicy"], "spec", "podSelector", "matchLabels")}".Should().Be(labels);
        Text(manifests["HorizontalPodAutoscaler"], "spec", "scaleTargetRef", "name").Should().Be(Text(manifests["Deployment"], "metadata", "name"));
        var container = At(pod, "spec", "containers", "0");
        Text(container, "envFrom", "0", "configMapRef", "name").Should().Be(Text(manifests["ConfigMap"], "metadata", "name"));
        Text(container, "envFrom", "1", "secretRef", "name").Should().Be(Text(manifests["Secret"], "metadata", "name"));
        Names(At(pod, "spec", "volumes"), "name").Should().Contain(Names(At(container, "volumeMounts"), "name")).And.Contain(Names(At(pod, "spec", "initContainers", "0", "volumeMounts"), "name"));
    }

    [Fact]
    public async Task Probes_ask_what_the_service_answers_on_a_port_that_it_has()
    {
        await using var service = new RunningService();
        var container = At(Documents(Path.Combine(Folder, "kubernetes", "deployment.yaml")).First(), "spec", "template", "spec", "containers", "0");
        var ports = Names(At(container, "ports"), "name");

        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
        {
            ports.Should().Contain(Text(container, probe, "httpGet", "port"));
            (await service.Ehr.GetsAsync(Text(container, probe, "httpGet", "path"))).Status.Should().BeOneOf(200, 503);
        }

        Text(container, "securityContext", "readOnlyRootFilesystem").Should().Be("true");
        Text(container, "ports", "0", "containerPort").Should().Be("8080", "the image sets ASPNETCORE_HTTP_PORTS so");
    }

    [Fact]
    public void Compose_and_the_manifests_make_settings_that_the_service_accepts()
    {
        var compose = Documents(Path.Combine(Folder, "compose.yaml")).Single();
        var instance = At(compose, "x-legcramps", "environment");
        var kubernetes = Documents(Path.Combine(Folder, "kubernetes", "settings.yaml")).ToList();

        Problems(Pairs(instance).Select(p => (p.Key, Example(p.Value)))).Should().BeEmpty();
        Problems([.. Pairs(At(kubernetes[0], "data")), .. Pairs(At(kubernetes[1], "stringData"))]).Should().BeEmpty();
        foreach (var name in new[] { "legcramps-1", "legcramps-2" }) File.ReadAllText(Path.Combine(Folder, "nginx.conf")).Should().Contain($"server {name}:8080 ");
        Pairs(At(compose, "services")).Select(s => s.Key).Should().BeEquivalentTo("legcramps-1", "legcramps-2", "nginx", "postgres", "valkey");
    }

    [Fact]
    public async Task Dashboard_and_alerts_ask_for_figures_that_there_are()
    {
        await using var service = new RunningService();
        var card = (await service.Ehr.SelectsAsync(Some.Draft(Codes.Raloxifene))).Cards[0]["uuid"]!.GetValue<string>();
        await Eventually.Async(async () => (await service.Ehr.GivesFeedbackAsync("order-select", Said.Accepted(card))).Status == 200, "feedback is kept");
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "grafana-dashboard.json")))!;
        var asked = dashboard["panels"]!.AsArray().SelectMany(p => p!["targets"]!.AsArray()).Select(t => t!["expr"]!.GetValue<string>()).Append(await File.ReadAllTextAsync(Path.Combine(Folder, "prometheus-alerts.yaml")))
            .SelectMany(text => Figures.Matches(text).Select(m => m.Value)).Distinct().ToList();
        asked.Should().HaveCountGreaterThan(12);

        var source = string.Concat(Directory.EnumerateFiles(Repository.File("src", "LegCramps.Service"), "*Metrics.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var rare in Rare) source.Should().Contain($"\"{rare}\"");
        var rareNames = Rare.Select(r => r.Replace('.', '_')).Append("resilience_polly").ToList();
        var wanted = asked.Where(a => !rareNames.Exists(r => a.StartsWith(r, StringComparison.Ordinal))).ToList();
        var figures = "";
        await Eventually.Async(async () => wanted.TrueForAll((figures = (await service.Ehr.GetsAsync("/metrics")).Text).Contains), $"all of {string.Join(' ', wanted)} are served");
        figures.Should().ContainAll(wanted);
        Documents(Path.Combine(Folder, "prometheus-alerts.yaml")).Should().ContainSingle();
    }

    private static IEnumerable<string> Problems(IEnumerable<(string Key, string Value)> environment) =>
        Configured.Read(isDevelopment: false, environment.Select(e => (e.Key.Replace("__", ":", StringComparison.Ordinal), (string?)e.Value))).Problems;

    // ${NAME:?why} stands for what an operator writes into .env.
    private static string Example(string value) => Variables.Replace(value, m => m.Groups["name"].Value switch
    {
        "LEGCRAMPS_SECRET" or "LEGCRAMPS_DB_PASSWORD" => "0123456789abcdef",
        var name => File.ReadLines(Path.Combine(Folder, ".env.example")).Select(l => l.Split('=', 2)).Single(l => l[0] == name)[1],
    });

    private static IEnumerable<YamlNode> Documents(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(file);
        yaml.Load(text);
        return yaml.Documents.Select(d => d.RootNode);
    }

    private static YamlNode At(YamlNode node, params string[] path) =>
        path.Aggregate(node, (n, step) => n is YamlSequenceNode list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : ((YamlMappingNode)n)[step]);

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)At(node, path)).Value!;

    private static IEnumerable<string> Names(YamlNode list) => ((YamlSequenceNode)list).Select(n => $"{n}");

    private static IEnumerable<string> Names(YamlNode list, string key) => ((YamlSequenceNode)list).Select(n => Text(n, key));

    private static IEnumerable<(string Key, string Value)> Pairs(YamlNode node) => ((YamlMappingNode)node).Select(p => ($"{p.Key}", p.Value is YamlScalarNode s ? s.Value! : ""));

    [GeneratedRegex(@"\b(legcramps|dotnet|resilience)_[a-z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figures { get; }

    [GeneratedRegex(@"\$\{(?<name>\w+):\?[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variables { get; }
}
