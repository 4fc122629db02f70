using Microsoft.AspNetCore.Http;

namespace LegCramps.Service.Tests.Clients;

/// <summary>Steps 6 to 8: where keys come from, and what happens when they change or cannot be had.</summary>
public sealed class KeyTests
{
    [Fact] // T-07
    public async Task A_new_key_in_the_file_is_good_without_a_restart_and_the_old_one_no_longer()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        var (old, renewed) = (identity.Key, SigningKey.Create("ES384", "renewed-key"));

        identity.Publishes(renewed);
        identity.Key = renewed;
        var withNew = await identity.At(service).OpensAChartAsync();
        identity.Key = old;

        withNew.Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await identity.At(service).OpensAChartAsync());
    }

    [Fact]
    public async Task A_file_that_turns_to_garbage_leaves_the_keys_of_before()
    {
        using var identity = new EhrIdentity();
        await using var service = new RunningService(identity.Settings());
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);

        await File.WriteAllTextAsync(identity.JwksFile, "{\"keys\":[");

        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        service.Log.Lines.Should().Contain(l => l.StartsWith("Error") && l.Contains(identity.JwksFile));
    }

    [Fact] // a set may hold keys of several kinds, and one that is none
    public async Task The_key_must_fit_the_algorithm()
    {
        using var identity = new EhrIdentity();
        var (es256, rsa) = (SigningKey.Create("ES256", "short-curve"), SigningKey.Create("RS384", "rsa"));
        identity.Publishes(identity.Key, es256, rsa);
        await using var service = new RunningService(identity.Settings());

        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        (await As(rsa).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await As(es256, t => t.With("alg", "ES384")).OpensAChartAsync());
        ForgeryTests.ShouldBeUnauthorized(await As(rsa, t => t.With("alg", "PS384")).OpensAChartAsync());

        Ehr As(SigningKey key, Func<Token, Token>? changed = null) => identity.At(service, t => (changed ?? (x => x))(new Token(key, t.Header, t.Payload).With("alg", key.Algorithm).With("kid", key.Kid)));
    }

    [Fact] // step 7: the token names the address, or does not
    public async Task Keys_are_fetched_from_the_configured_URL_once()
    {
        using var identity = new EhrIdentity();
        await using var jwks = await JwksServer.StartAsync(identity.Key);
        await using var service = new RunningService(identity.Settings(0, ("JwksUrl", jwks.Url)));

        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        (await identity.At(service, t => t.With("jku", jwks.Url)).OpensAChartAsync()).Status.Should().Be(200);
        ForgeryTests.ShouldBeUnauthorized(await identity.At(service, t => t.With("jku", $"{jwks.Url}?")).OpensAChartAsync());

        jwks.Fetches.Should().Be(1);
    }

    [Fact] // step 8
    public async Task An_unknown_kid_causes_one_fetch_in_a_while_however_many_ask()
    {
        using var identity = new EhrIdentity();
        await using var jwks = await JwksServer.StartAsync(identity.Key);
        await using var service = new RunningService(identity.Settings(0, ("JwksUrl", jwks.Url)));
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        var renewed = SigningKey.Create("ES384", "renewed-key");
        identity.Key = renewed;

        for (var i = 0; i < 5; i++) ForgeryTests.ShouldBeUnauthorized(await identity.At(service).OpensAChartAsync());
        jwks.Fetches.Should().Be(1, "it was asked a moment ago");
        service.Day.Later = TimeSpan.FromSeconds(31);
        jwks.Publishes(renewed);
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => identity.At(service).OpensAChartAsync()));

        replies.Should().OnlyContain(r => r.Status == 200);
        jwks.Fetches.Should().Be(2);
    }

    [Fact]
    public async Task While_the_URL_is_down_the_old_keys_hold_for_a_day()
    {
        using var identity = new EhrIdentity();
        await using var jwks = await JwksServer.StartAsync(identity.Key);
        await using var service = new RunningService(identity.Settings(0, ("JwksUrl", jwks.Url)));
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        jwks.Answer = response => Fail(response);

        service.Day.Later = TimeSpan.FromHours(23);
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);
        service.Day.Later = TimeSpan.FromHours(25);
        var tooOld = await identity.At(service).OpensAChartAsync();

        tooOld.ShouldBeRefused(503).Header("Retry-After").Should().NotBeNull();
        service.Log.Lines.Should().Contain(l => l.StartsWith("Error") && l.Contains(jwks.Url));
    }

    [Fact] // a key that was withdrawn
    public async Task Keys_are_looked_at_again_before_long()
    {
        using var identity = new EhrIdentity();
        await using var jwks = await JwksServer.StartAsync(identity.Key);
        await using var service = new RunningService(identity.Settings(0, ("JwksUrl", jwks.Url)));
        (await identity.At(service).OpensAChartAsync()).Status.Should().Be(200);

        jwks.Publishes(SigningKey.Create("ES384", "another"));
        service.Day.Later = TimeSpan.FromMinutes(16);
        var status = 200;
        for (var i = 0; i < 200 && status == 200; i++) (_, status) = (await Task.Delay(20).ContinueWith(_ => 0, TaskScheduler.Default), (await identity.At(service).OpensAChartAsync()).Status);

        status.Should().Be(401);
    }

    [Fact] // what an address may do to whoever asks it
    public async Task An_address_that_misbehaves_gives_no_keys()
    {
        string[] tricks = ["redirect", "huge", "html", "empty"];
        using var canary = new Canary();
        using var identity = new EhrIdentity();
        await using var jwks = await JwksServer.StartAsync(identity.Key);
        jwks.Answer = response => Misbehave(response.HttpContext.Request.Query["trick"].ToString(), response, canary.Url);
        var misled = tricks.Select(trick => (Trick: trick, Identity: new EhrIdentity(issuer: $"https://{trick[..4]}.example.org"))).ToArray();
        await using var service = new RunningService([.. misled.SelectMany((m, n) => m.Identity.Settings(n, ("JwksUrl", $"{jwks.Url}?trick={m.Trick}")))]);

        foreach (var (trick, client) in misled)
        {
            (await client.At(service).OpensAChartAsync()).ShouldBeRefused(503);
            service.Log.Lines.Should().Contain(l => l.StartsWith("Error") && l.Contains($"trick={trick}"));
            client.Dispose();
        }

        canary.Connections.Should().Be(0);
    }

    private static Task Fail(HttpResponse response)
    {
        response.StatusCode = 503;
        return Task.CompletedTask;
    }

    private static async Task Misbehave(string trick, HttpResponse response, string elsewhere)
    {
        switch (trick)
        {
            case "redirect":
                response.Redirect(elsewhere);
                break;
            case "huge":
                for (var i = 0; i < 1000; i++) await response.WriteAsync(new string(' ', 1024));
                break;
            default:
                await response.WriteAsync(trick == "html" ? "<html><body>Sign in</body></html>" : "{\"keys\":[]}");
                break;
        }
    }
}
