using System.Text;
using FluentAssertions;
using LegCramps.Knowledge.RxNorm;
using LegCramps.Tests.Support;
using Xunit;

namespace LegCramps.Tests.Knowledge.RxNorm;

/// <summary>From ingredient to product, on a small release about nothing real.</summary>
public sealed class RxNormImportTests : IDisposable
{
    private const string Alphium = """
        resourceType: ValueSet
        id: alphium
        url: https://legcramps.org/fhir/ValueSet/alphium
        version: '1.0.9'
        title: alphium
        date: '2020-01-02'
        compose:
          include:
            - system: http://www.nlm.nih.gov/research/umls/rxnorm
              concept:
                - { code: '101', display: alphium }
                # the tablet
                - { code: '107', display: alphium tablet }    # most of them
                - { code: '132', display: 'alphium 40 MG Oral Tablet' }
                - { code: '507', display: gammium 1 MG Oral Tablet }
                - { code: '999', display: what the release does not know }
            - system: http://example.org/codes
              concept:
                - { code: '102', display: another system }
          exclude:
            - system: http://www.nlm.nih.gov/research/umls/rxnorm
              concept:
                - { code: '120', display: alphium 1 MG/GM Ear Cream }

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("legcramps-rxnorm-").FullName;

    public RxNormImportTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "value-sets"));
        Write("alphium", Alphium);
        Write("betium", "resourceType: ValueSet\ntitle: betium\nversion: '2.0.0'\ncompose:\n  include:\n    - system: http://www.nlm.nih.gov/research/umls/rxnorm\n      concept:\n        - { code: '201', display: betium }\n        - { code: '301', display: alphium / betium }\n");
        Write("other", "resourceType: ValueSet\ntitle: other\ncompose:\n  include:\n    - system: http://example.org/codes\n      concept:\n        - { code: '101', display: not RxNorm }\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_ingredient_leads_to_its_salts_brands_components_forms_drugs_combinations_and_packs() =>
        Change("alphium").Added.Select(a => $"{a.Code} {a.Type}").Should().Equal(
            "102 PIN", "103 BN", "104 SCDC", "105 SCDF", "106 SCDG", "108 SBD", "109 SBDF", "110 SBDC", "111 SCDFP", "112 SCD",
            "301 MIN", "303 BN", "305 SCDF", "307 SCD", "308 SBD", "401 GPCK", "402 BPCK");

    [Fact]
    public void A_combination_belongs_to_both_and_leads_to_no_single_product_of_the_other() =>
        Change("betium").Added.Select(a => a.Code).Should().Equal("203", "204", "205", "207", "208", "303", "305", "307", "308", "401", "402");

    [Fact]
    public void An_excluded_drug_takes_its_brand_its_form_its_group_and_its_component_with_it() =>
        Change("alphium").Added.Select(a => a.Code).Should().NotContain(["120", "121", "122", "123", "124"]);

    [Fact]
    public void Without_the_exclusion_they_would_be_there()
    {
        Write("alphium", Alphium[..Alphium.IndexOf("  exclude:", StringComparison.Ordinal)]);

        Change("alphium").Added.Select(a => a.Code).Should().Contain(["120", "121", "122", "123", "124"]);
    }

    [Fact]
    public void What_is_suppressed_is_not_added_and_what_is_there_is_kept_and_said()
    {
        var change = Change("alphium");

        change.Added.Select(a => a.Code).Should().NotContain(["130", "131"]);
        change.Suppressed.Select(s => s.Code).Should().Equal("132");
        change.Remarked.Should().Equal("132");
        change.Gone.Select(g => g.Code).Should().Equal("999");
        change.ByHand.Select(b => b.Code).Should().Equal("507");
        change.Renamed.Should().ContainSingle().Which.Should().Be((new RxNormCode("107", "alphium 10 MG Oral Tablet", "SCD", 2), "alphium tablet"));
    }

    [Fact]
    public void Only_value_sets_with_an_ingredient_are_looked_at() =>
        Compare().Result.Changes.Select(c => c.File).Should().Equal("value-sets/alphium.yaml", "value-sets/betium.yaml");

    [Fact]
    public void Lines_that_cannot_be_read_are_named_and_passed_over()
    {
        var result = Compare().Result;

        result.Malformed.Select(m => m.ToString()).Should().Equal(
            "RXNCONSO.RRF:6: 3 columns where there should be 18",
            "RXNCONSO.RRF:41: 'one04' is no RXCUI",
            "RXNREL.RRF:109: 8 columns where there should be 16");
        result.MalformedCount.Should().Be(3);
    }

    [Theory]
    [InlineData(1, "\n", true)]
    [InlineData(7, "\r\n", true)]
    [InlineData(64, "\n", false)]
    public void However_the_lines_come_they_say_the_same(int atOnce, string lineEnd, bool endsWithOne)
    {
        var expected = Compare().Result;

        var result = Compare(name => new Dripping(Text(name), atOnce)).Result;

        result.Should().BeEquivalentTo(expected);

        byte[] Text(string name)
        {
            using var reader = new StreamReader(RxNormFiles(name)!);
            // A line longer than any buffer, of another source, so that it changes nothing.
            var text = reader.ReadToEnd() + (name == "RXNCONSO.RRF" ? $"1|ENG||||||1|1|1||MADEUP|SCD|1|{new string('x', 200_000)}||N||\n" : "");
            return Encoding.UTF8.GetBytes((endsWithOne ? text : text.TrimEnd('\n')).Replace("\n", lineEnd));
        }
    }

    [Fact]
    public void A_missing_file_stops_the_import_and_missing_attributes_do_not()
    {
        Compare(RxNormFiles.Except("RXNREL.RRF")).Result.Problems.Should().ContainSingle().Which.ToString().Should().StartWith("RXNREL.RRF:1: the file is missing");

        var result = Compare(RxNormFiles.Except("RXNSAT.RRF")).Result;
        result.NdcsRead.Should().BeFalse();
        result.Changes[0].Renamed[0].New.Ndcs.Should().BeNull();
    }

    [Fact]
    public void Writing_keeps_comments_order_and_form_and_raises_version_and_date()
    {
        WriteAll();

        File.ReadAllText(FileOf("alphium")).Should().Be("""
            resourceType: ValueSet
            id: alphium
            url: https://legcramps.org/fhir/ValueSet/alphium
            version: '1.0.10'
            title: alphium
            date: '2026-11-24'
            compose:
              include:
                - system: http://www.nlm.nih.gov/research/umls/rxnorm
                  concept:
                    - { code: '101', display: alphium }
                    - { code: '102', display: alphium sodium }
                    - { code: '103', display: Alphador }
                    - { code: '104', display: alphium 10 MG }
                    - { code: '105', display: alphium Oral Tablet }
                    - { code: '106', display: alphium Oral Product }
                    # the tablet
                    - { code: '107', display: alphium 10 MG Oral Tablet }    # most of them
                    - { code: '108', display: 'alphium 10 MG Oral Tablet [Alphador]' }
                    - { code: '109', display: 'alphium Oral Tablet [Alphador]' }
                    - { code: '110', display: 'alphium 10 MG [Alphador]' }
                    - { code: '111', display: alphium sodium Oral Tablet }
                    - { code: '112', display: '12 HR alphium 10 MG Oral Tablet' }
                    - { code: '132', display: alphium 40 MG Oral Tablet } # suppressed in RxNorm
                    - { code: '301', display: alphium / betium }
                    - { code: '303', display: Duodor }
                    - { code: '305', display: alphium / betium Oral Tablet }
                    - { code: '307', display: alphium 10 MG / betium 5 MG Oral Tablet }
                    - { code: '308', display: 'alphium 10 MG / betium 5 MG Oral Tablet [Duodor]' }
                    - { code: '401', display: '{14 (alphium 10 MG Oral Tablet) / 14 (betium 5 MG Oral Tablet) } Pack' }
                    - { code: '402', display: '{14 (alphium 10 MG Oral Tablet) / 14 (betium 5 MG Oral Tablet) } Pack [Owner''s Duodor]' }
                    - { code: '507', display: gammium 1 MG Oral Tablet }
                    - { code: '999', display: what the release does not know }
                - system: http://example.org/codes
                  concept:
                    - { code: '102', display: another system }
              exclude:
                - system: http://www.nlm.nih.gov/research/umls/rxnorm
                  concept:
                    - { code: '120', display: alphium 1 MG/GM Ear Cream }

            """);
    }

    [Fact]
    public void A_second_import_has_nothing_to_change()
    {
        WriteAll();
        var text = File.ReadAllText(FileOf("alphium"));

        Compare().Result.Changes.Should().OnlyContain(c => !c.IsAny);
        WriteAll();
        File.ReadAllText(FileOf("alphium")).Should().Be(text);
    }

    [Fact]
    public void Line_ends_of_another_system_stay()
    {
        Write("alphium", Alphium.ReplaceLineEndings("\r\n"));

        WriteAll();

        File.ReadAllText(FileOf("alphium")).Replace("\r\n", "").Should().NotContain("\n");
        Compare().Result.Changes.Should().OnlyContain(c => !c.IsAny);
    }

    [Fact]
    public void A_row_in_another_form_is_refused_by_file_and_line()
    {
        Write("betium", File.ReadAllText(FileOf("betium")).Replace("{ code: '201', display: betium }", "code: '201'\n          display: betium"));

        Compare().Result.Problems.Select(p => p.ToString()).Should().Equal("value-sets/betium.yaml:8: write the code as one row on one line, - { code: '123', display: name }");
    }

    private static Func<string, Stream?> RxNormFiles => name => File.OpenRead(Path.Combine(Repository.Root, "tests", "LegCramps.Tests", "MadeUpRrf", name));

    private RxNormImport Compare(Func<string, Stream?>? open = null) => RxNormImport.Compare(folder, open ?? RxNormFiles);

    private ValueSetChange Change(string id) => Compare().Result.Changes.Single(c => c.File == $"value-sets/{id}.yaml");

    private void WriteAll()
    {
        var import = Compare();
        foreach (var change in import.Result.Changes.Where(c => c.IsAny)) import.Write(change, new DateOnly(2026, 11, 24));
    }

    private string FileOf(string id) => Path.Combine(folder, "value-sets", $"{id}.yaml");

    private void Write(string id, string text) => File.WriteAllText(FileOf(id), text);
}

file static class Opening
{
    public static Func<string, Stream?> Except(this Func<string, Stream?> open, string missing) => name => name == missing ? null : open(name);
}

/// <summary>Gives a few bytes at a time.</summary>
file sealed class Dripping(byte[] text, int atOnce) : MemoryStream(text)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atOnce)]);
}
