using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Service.Pages;

/// <summary>The one style sheet of all pages: for a screen, a phone and paper, light and dark.</summary>
internal static class Style
{
    public const string Sheet =
        """
        :root { color-scheme: light dark; --text: #1b1f24; --muted: #57606a; --back: #fff; --panel: #f4f6f8; --line: #d0d7de; --link: #0b57a4; --info: #0b57a4; --warning: #8a4b00; --critical: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6e9ec; --muted: #a8b1bb; --back: #14171a; --panel: #1e2328; --line: #3d454d; --link: #7cb7ff; --info: #7cb7ff; --warning: #ffb454; --critical: #ff8f86; } }
        * { box-sizing: border-box; }
        body { font: 1rem/1.55 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1rem 1rem 4rem; color: var(--text); background: var(--back); overflow-wrap: break-word; }
        a { color: var(--link); } a:focus-visible { outline: .15rem solid; outline-offset: .1rem; }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: .75rem 0; } h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); } h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
        p, ul, dl { margin: .5rem 0; } ul { padding-left: 1.25rem; } li { margin: .25rem 0; }
        nav { font-size: .9rem; } nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: 0; }
        .muted { color: var(--muted); } .warning-box { border-left: .35rem solid var(--warning); background: var(--panel); padding: .5rem 1rem; }
        .badge { display: inline-block; border: 1px solid currentcolor; border-radius: .3rem; padding: 0 .4rem; font-size: .8rem; font-weight: 600; white-space: nowrap; }
        .info { --tone: var(--info); } .warning { --tone: var(--warning); } .critical { --tone: var(--critical); } .badge.info, .badge.warning, .badge.critical { color: var(--tone); }
        code, pre { font: .85rem/1.5 ui-monospace, monospace; } code { overflow-wrap: anywhere; } pre { background: var(--panel); padding: .6rem .8rem; border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); } td a, li a, dd a { overflow-wrap: anywhere; } td > :first-child, td li:first-child { margin-top: 0; } td > :last-child { margin-bottom: 0; } tbody th { font-weight: 600; }
        .attributes th { width: 30%; } .codes td:first-child { white-space: nowrap; width: 1%; padding-right: 1.5rem; }
        dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dl.facts dt { font-weight: 600; } dl.facts dd { margin: 0; }
        .list { list-style: none; padding: 0; } .list > li { border-top: 1px solid var(--line); padding: .9rem 0; margin: 0; } .list h2 { border: 0; padding: 0; margin: 0 0 .25rem; font-size: 1.1rem; } .list p { margin: .25rem 0; }
        .sources p { margin: 0; }
        .wide { overflow-x: auto; } .figures td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .figures thead th { text-align: right; } .figures th:first-child { text-align: left; min-width: 14rem; font-weight: 400; }
        .card { border: 1px solid var(--line); border-left: .4rem solid var(--tone); border-radius: .4rem; padding: .8rem 1rem; background: var(--panel); } .card .summary { font-size: 1.1rem; font-weight: 600; margin: .3rem 0 .75rem; } .card .source { font-size: .9rem; color: var(--muted); margin: .9rem 0 0; }
        .card .choices { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; } .card .choices li { margin: 0; border: 1px solid var(--line); border-radius: .3rem; padding: .15rem .6rem; background: var(--back); font-size: .9rem; } .card .choices .offer { border-color: var(--link); font-weight: 600; }
        .template { border: 1px dashed var(--line); border-radius: .4rem; padding: .3rem 1rem; } .template > * { max-width: 100%; }
        .token { -webkit-box-decoration-break: clone; box-decoration-break: clone; background: var(--panel); border: 1px solid var(--line); border-radius: .25rem; padding: 0 .25rem; color: var(--muted); font-size: .78rem; } .token.alone { display: block; padding: .25rem .5rem; margin: .25rem 0; } .token .said { font: .95rem/1.5 system-ui, sans-serif; color: var(--text); }
        @media (max-width: 34rem) { h1 { font-size: 1.45rem; } dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; } .stacked thead { display: none; } .stacked, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; width: auto; border: 0; padding: 0; } .stacked tr { padding: .5rem 0; border-bottom: 1px solid var(--line); } }
        @media print { :root { color-scheme: light; --text: #000; --muted: #333; --back: #fff; --panel: #fff; --line: #999; --link: #000; } body { max-width: none; padding: 0; font-size: 10.5pt; } nav { display: none; } h2, h3 { break-after: avoid; } tr, li, .card { break-inside: avoid; } a[href^="http"]::after { content: " <" attr(href) ">"; font-size: .85em; } }
        """;

    /// <summary>What a browser that lets no other style in is told about this one.</summary>
    public static string Hash { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'";
}
