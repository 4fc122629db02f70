namespace LegCramps.Service.Tests.Commands;

/// <summary>The verbs on value sets, with a made-up release of RxNorm and made-up records.</summary>
public sealed class ValueSetsCommandTests : IDisposable
{
    private static readonly string Release = Repository.File("tests", "LegCramps.Tests", "MadeUpRrf");

    private readonly MadeUpCards cards = new();

    public void Dispose() => cards.Dispose();

    [Fact]
    public async Task Import_shows_the_difference_and_writes_nothing_by_itself()
    {
        var before = Betium();

        var (code, output) = await MadeUpCards.Run("valuesets", "import", Release, "--cards", cards.Folder);

        code.Should().Be(0);
        output.Should().Be("""
            RXNCONSO.RRF:6: 3 columns where there should be 18 (passed over)
            RXNCONSO.RRF:41: 'one04' is no RXCUI (passed over)
            RXNREL.RRF:109: 8 columns where there should be 16 (passed over)
            value-sets/betium.yaml (betium, 4 codes)
              + 203 BN Betador
              + 204 SCDC betium 5 MG
              + 205 SCDF betium Oral Tablet
              + 208 SBD betium 5 MG Oral Tablet [Betador]
              + 301 MIN alphium / betium
              + 303 BN Duodor
              + 305 SCDF alphium / betium Oral Tablet
              + 307 SCD alphium 10 MG / betium 5 MG Oral Tablet [1 NDC]
              + 308 SBD alphium 10 MG / betium 5 MG Oral Tablet [Duodor]
              + 401 GPCK {14 (alphium 10 MG Oral Tablet) / 14 (betium 5 MG Oral Tablet) } Pack
              + 402 BPCK {14 (alphium 10 MG Oral Tablet) / 14 (betium 5 MG Oral Tablet) } Pack [Owner's Duodor]
              ~ 207 SCD betium 5 MG Oral Tablet; was: betium tablet
              ? 999 nobody knows: not in this release of RxNorm; kept
              . 131 SCD alphium 30 MG Oral Tablet: suppressed in RxNorm; kept and marked

            35 concepts and 53 relations read; 1 value sets have an ingredient, 1 would change.
            Nothing was written: add --write to do it.

            """);
        cards.Read("value-sets/betium.yaml").Should().Be(before);
    }

    [Fact]
    public async Task Import_writes_when_told_and_the_folder_is_still_sound_and_has_nothing_left_to_change()
    {
        Betium();

        (await MadeUpCards.Run("valuesets", "import", Release, "--cards", cards.Folder, "--write")).Output.Should().EndWith("Look at the difference, run 'cards test', then 'cards lock'.\n");

        cards.Read("value-sets/betium.yaml").Should().Contain("version: '1.0.1'").And.Contain("        - { code: '203', display: Betador }\n");
        (await MadeUpCards.Run("cards", "check", cards.Folder)).Code.Should().Be(0);
        (await MadeUpCards.Run("valuesets", "import", Release, "--cards", cards.Folder)).Output.Should().NotContain("  + ").And.NotContain("  ~ ").And.EndWith("0 would change.\n");
    }

    [Fact]
    public async Task Import_names_the_files_that_are_missing()
    {
        var (code, output) = await MadeUpCards.Run("valuesets", "import", cards.Folder, "--cards", cards.Folder);

        code.Should().Be(1);
        output.Should().Be("RXNCONSO.RRF:1: the file is missing: point to the folder 'rrf' of an unpacked RxNorm release\nRXNREL.RRF:1: the file is missing: point to the folder 'rrf' of an unpacked RxNorm release\n");
    }

    [Fact]
    public async Task Coverage_lists_what_no_value_set_recognizes()
    {
        cards.Write("data/a.ndjson", """
            {"resourceType":"Condition","code":{"coding":[{"system":"http://example.org/codes","code":"r1"}]}}
            {"resourceType":"Condition","code":{"coding":[{"system":"http://example.org/codes","code":"q7","display":"Purple"}]}}
            {"resourceType":"Condition","code":{"coding":[{"system":"http://elsewhere.example","code":"1"}]}}
            """);
        cards.Write("data/deep/b.json", """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","code":{"coding":[{"system":"urn:oid:1.2.3","code":"q7"}]}}}]}""");
        var data = Path.Combine(cards.Folder, "data");
        using var source = new MadeUpCards();

        (await MadeUpCards.Run("valuesets", "coverage", data, "--cards", source.Folder)).Should().Be((0, """
            4 medications, conditions and lab results in 2 files, 0 of them without a code of their own.
            4 codings: 1 recognized, 3 not.

            recognized         not  code system
                     1           2  http://example.org/codes
                     0           1  http://elsewhere.example  (not known: not in code-systems.yaml)

            Not recognized, most frequent first. Most of it will be none of our business.
                     2  Condition  http://example.org/codes  q7  Purple
                     1  Condition  http://elsewhere.example  1  

            """));
        JsonNode.Parse((await MadeUpCards.Run("valuesets", "coverage", data, "--cards", source.Folder, "--json")).Output)!["unrecognized"]![0]!["code"]!.GetValue<string>().Should().Be("q7");
        (await MadeUpCards.Run("valuesets", "coverage", Path.Combine(data, "nowhere"), "--cards", source.Folder)).Code.Should().Be(1);
    }

    private string Betium()
    {
        cards.Replace("code-systems.yaml", "  notice: Made up.", "  notice: Made up.\n- system: http://www.nlm.nih.gov/research/umls/rxnorm\n  medication: true\n  condition: false\n  notice: Public.");
        cards.Write("value-sets/betium.yaml", """
            resourceType: ValueSet
            id: betium
            url: https://legcramps.org/fhir/ValueSet/betium
            version: '1.0.0'
            name: Betium
            title: betium
            status: active
            description: Made up.
            compose:
              include:
                - system: http://www.nlm.nih.gov/research/umls/rxnorm
                  concept:
                    - { code: '131', display: alphium 30 MG Oral Tablet }
                    - { code: '201', display: betium }
                    - { code: '207', display: betium tablet }
                    - { code: '999', display: nobody knows }

            """);
        return cards.Read("value-sets/betium.yaml");
    }
}
